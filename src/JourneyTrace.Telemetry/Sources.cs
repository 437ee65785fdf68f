using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace JourneyTrace.Telemetry;

/// <summary>Where JourneyTrace's own spans and measurements come from.</summary>
public static class Sources
{
    /// <summary>The prefix of all names.</summary>
    public const string Prefix = "JourneyTrace";

    public static ActivitySource Activities { get; } = new("JourneyTrace.Tracer");

    public static Meter Meter { get; } = new("JourneyTrace.Tracer");
}
