using OpenTelemetry;

namespace JourneyTrace.Telemetry;

/// <summary>Keeps what looks for work every few milliseconds out of the traces, where it finds none.</summary>
public static class Quiet
{
    /// <summary>No span is begun until it is disposed of, here and in what is called from here.</summary>
    public static IDisposable Begin() => SuppressInstrumentationScope.Begin();

    /// <summary>Spans are begun again until it is disposed of: there is work.</summary>
    public static IDisposable End() => SuppressInstrumentationScope.Begin(false);
}
