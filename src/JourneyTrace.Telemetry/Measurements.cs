using System.Diagnostics.Metrics;

namespace JourneyTrace.Telemetry;

/// <summary>What JourneyTrace measures of itself. Every label has a handful of values; none names a case, a customer or a link.</summary>
public static class Measurements
{
    static readonly Counter<long> Received = Sources.Meter.CreateCounter<long>(
        "journeytrace.events.received", "{event}", "Events that were posted, by what became of them: accepted, duplicate, conflict or rejected");

    static readonly Histogram<double> AppendDuration = Sources.Meter.CreateHistogram<double>(
        "journeytrace.append.duration", "s", "How long the transaction took that stored a group of requests' events",
        advice: Buckets(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5));

    static readonly Histogram<long> AppendSize = Sources.Meter.CreateHistogram<long>(
        "journeytrace.append.events", "{event}", "How many events one transaction stored", advice: Buckets<long>(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000));

    static readonly Histogram<double> TraceDuration = Sources.Meter.CreateHistogram<double>(
        "journeytrace.trace.duration", "s", "How long the replay of one case took", advice: Buckets(0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 1));

    static readonly Histogram<double> BatchDuration = Sources.Meter.CreateHistogram<double>(
        "journeytrace.projection.batch.duration", "s", "How long a batch of cases took from reading to the commit of its read models",
        advice: Buckets(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10));

    static readonly Counter<long> Traced = Sources.Meter.CreateCounter<long>(
        "journeytrace.cases.traced", "{case}", "Cases whose read models were written, by outcome: written, or failed where a case keeps its former answers");

    static readonly Counter<long> Exported = Sources.Meter.CreateCounter<long>(
        "journeytrace.journeys.exported", "{journey}", "Journeys that were sent to the OTLP endpoint, by outcome: sent or failed");

    /// <summary>Shows every counter at 0: what appears first at 1 would be no increase to those who watch it.</summary>
    public static void Begin()
    {
        foreach (var outcome in new[] { "accepted", "duplicate", "conflict", "rejected" })
            Received.Add(0, new KeyValuePair<string, object?>("outcome", outcome));
        foreach (var outcome in new[] { "written", "failed" })
            Traced.Add(0, new KeyValuePair<string, object?>("outcome", outcome));
        foreach (var outcome in new[] { "sent", "failed" })
            Exported.Add(0, new KeyValuePair<string, object?>("outcome", outcome));
    }

    /// <summary>Counts posted events by what became of them.</summary>
    /// <param name="outcome">accepted, duplicate, conflict or rejected.</param>
    public static void CountReceived(long events, string outcome)
    {
        if (events > 0)
            Received.Add(events, new KeyValuePair<string, object?>("outcome", outcome));
    }

    public static void Appended(int events, TimeSpan duration)
    {
        AppendDuration.Record(duration.TotalSeconds);
        AppendSize.Record(events);
    }

    public static void CaseReplayed(TimeSpan duration) => TraceDuration.Record(duration.TotalSeconds);

    public static void BatchWritten(int cases, TimeSpan duration)
    {
        BatchDuration.Record(duration.TotalSeconds);
        if (cases > 0)
            Traced.Add(cases, new KeyValuePair<string, object?>("outcome", "written"));
    }

    public static void CaseFailed() => Traced.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));

    /// <param name="outcome">sent or failed.</param>
    public static void JourneysExported(long journeys, string outcome) => Exported.Add(journeys, new KeyValuePair<string, object?>("outcome", outcome));

    static InstrumentAdvice<T> Buckets<T>(params T[] bounds)
        where T : struct => new() { HistogramBucketBoundaries = bounds };

    static InstrumentAdvice<double> Buckets(params double[] bounds) => Buckets<double>(bounds);
}
