using System.Text.Json;
using JourneyTrace.Events;

namespace JourneyTrace.Journeys.Traces;

/// <summary>Traces as JSON, byte for byte the same for the same trace. Source: docs/replay.md, section 6.</summary>
public static class TraceJson
{
    static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole trace in UTF-8.</summary>
    public static byte[] Write(CaseTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return Written(writer => Write(writer, trace));
    }

    /// <summary>One promise of a trace in UTF-8.</summary>
    public static byte[] Write(PromiseTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return Written(writer =>
        {
            writer.WriteStartObject();
            WritePromise(writer, trace);
            writer.WriteEndObject();
        });
    }

    static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
            write(writer);
        return buffer.WrittenSpan.ToArray();
    }

    static void Write(Utf8JsonWriter writer, CaseTrace trace)
    {
        writer.WriteStartObject();
        writer.WriteString("case", trace.Case);
        Instant(writer, "asOf", trace.Journey.AsOf);
        writer.WriteStartArray("promises");
        foreach (var promise in trace.Promises)
        {
            writer.WriteStartObject();
            WritePromise(writer, promise);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("remarks");
        foreach (var remark in trace.Journey.Remarks)
        {
            writer.WriteStartObject();
            writer.WriteString("source", remark.Source);
            writer.WriteString("id", remark.Id);
            writer.WriteString("says", remark.Says);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    static void WritePromise(Utf8JsonWriter writer, PromiseTrace trace)
    {
        var promise = trace.Promise;
        writer.WriteString("promise", promise.Name);
        writer.WriteString("what", promise.What);
        writer.WriteString("madeBy", promise.Link);
        Instant(writer, "madeAt", promise.Start);
        Instant(writer, "dueAt", promise.Due);
        writer.WriteString("status", Word(trace.Status));
        writer.WriteBoolean("atRisk", trace.AtRisk);
        Instant(writer, "keptAt", trace.KeptAt);
        Seconds(writer, "latenessSeconds", trace.Lateness);
        if (trace.Verdict is { } verdict)
            WriteVerdict(writer, trace, verdict);
    }

    static void WriteVerdict(Utf8JsonWriter writer, PromiseTrace trace, Verdict verdict)
    {
        writer.WriteStartObject("verdict");
        writer.WriteStartObject("root");
        writer.WriteString("link", verdict.Root.Link);
        writer.WriteString("node", verdict.Root.Node.Name);
        writer.WriteString("cause", verdict.Root.Cause);
        writer.WriteString("decision", verdict.Root.Decision);
        writer.WriteEndObject();
        writer.WriteNumber("contactShare", verdict.ContactShare);
        writer.WriteNumber("customerShare", verdict.CustomerShare);
        writer.WriteNumber("upstreamShare", verdict.UpstreamShare);
        writer.WriteStartArray("shares");
        foreach (var share in verdict.Shares)
            WriteShare(writer, share);
        writer.WriteEndArray();
        writer.WriteStartArray("path");
        foreach (var segment in verdict.Path)
            WriteSegment(writer, segment);
        writer.WriteEndArray();
        writer.WriteString("explanation", Explanation.Of(trace, verdict));
        writer.WriteEndObject();
    }

    static void WriteShare(Utf8JsonWriter writer, Shares.Share share)
    {
        writer.WriteStartObject();
        writer.WriteString("link", share.Link);
        writer.WriteString("node", share.Node.Name);
        writer.WriteString("phase", Word(share.Phase));
        writer.WriteString("cause", share.Cause);
        writer.WriteString("decision", share.Decision);
        writer.WriteNumber("share", Math.Round(share.Fraction, 4));
        Seconds(writer, "excessSeconds", share.Excess);
        writer.WriteEndObject();
    }

    static void WriteSegment(Utf8JsonWriter writer, Paths.Segment segment)
    {
        writer.WriteStartObject();
        writer.WriteString("link", segment.Link);
        writer.WriteString("node", segment.Node.Name);
        writer.WriteString("phase", Word(segment.Phase));
        writer.WriteString("cause", segment.Cause);
        writer.WriteString("decision", segment.Decision);
        Instant(writer, "from", segment.From);
        Instant(writer, "to", segment.To);
        writer.WriteEndObject();
    }

    /// <summary>The word of a status as it stands in a trace.</summary>
    public static string Word(PromiseStatus status) => status switch
    {
        PromiseStatus.Open => "open",
        PromiseStatus.Kept => "kept",
        PromiseStatus.Released => "released",
        PromiseStatus.Abandoned => "abandoned",
        _ => "broken",
    };

    /// <summary>The word of a phase as it stands in a trace.</summary>
    public static string Word(Paths.Phase phase) => phase switch
    {
        Paths.Phase.Queue => "queue",
        Paths.Phase.Obstacle => "obstacle",
        Paths.Phase.Unmet => "unmet",
        Paths.Phase.Customer => "customer",
        Paths.Phase.Promise => "promise",
        _ => "work",
    };

    static void Instant(Utf8JsonWriter writer, string name, DateTime? instant)
    {
        if (instant is { } at)
            writer.WriteString(name, Rfc3339.ToMilliseconds(at));
        else
            writer.WriteNull(name);
    }

    static void Seconds(Utf8JsonWriter writer, string name, TimeSpan time) =>
        writer.WriteNumber(name, Math.Round((decimal)time.Ticks / TimeSpan.TicksPerSecond, 3));
}
