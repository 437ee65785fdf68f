using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace JourneyTrace.Telemetry.Journeys;

/// <summary>Journeys as OTLP writes traces in JSON: ids in hex, 64-bit numbers as texts, kinds and codes as numbers, everything in a fixed order.</summary>
public static class OtlpJson
{
    // The same on every resource: else viewers take the links for machines with clocks of their own.
    const string Host = "journeytrace";

    static readonly JsonWriterOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One request with the spans of one or more journeys: <c>{"resourceSpans":[…]}</c>.</summary>
    public static byte[] Write(params IReadOnlyList<JourneyAsTrace> journeys)
    {
        ArgumentNullException.ThrowIfNull(journeys);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            WriteResources(json, journeys);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the member <c>resourceSpans</c>.</summary>
    public static void WriteResources(Utf8JsonWriter json, IReadOnlyList<JourneyAsTrace> journeys)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(journeys);
        json.WriteStartArray("resourceSpans");
        foreach (var service in journeys.SelectMany(j => j.Spans.Select(s => (Journey: j.TraceId, Span: s))).GroupBy(s => s.Span.Service, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteStartObject("resource");
            Attributes(json, [("service.name", service.Key), ("host.name", Host)]);
            json.WriteEndObject();
            json.WriteStartArray("scopeSpans");
            json.WriteStartObject();
            json.WriteStartObject("scope");
            json.WriteString("name", "journeytrace.journeys");
            json.WriteEndObject();
            json.WriteStartArray("spans");
            foreach (var (journey, span) in service)
                Span(json, journey, span);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void Span(Utf8JsonWriter json, string traceId, JourneySpan span)
    {
        json.WriteStartObject();
        json.WriteString("traceId", traceId);
        json.WriteString("spanId", span.Id);
        if (span.Parent is not null)
            json.WriteString("parentSpanId", span.Parent);
        json.WriteString("name", span.Name);
        json.WriteNumber("kind", (int)span.Kind);
        json.WriteString("startTimeUnixNano", Nanoseconds(span.Start));
        json.WriteString("endTimeUnixNano", Nanoseconds(span.End));
        Attributes(json, span.Attributes);
        json.WriteStartArray("events");
        foreach (var e in span.Events)
        {
            json.WriteStartObject();
            json.WriteString("timeUnixNano", Nanoseconds(e.At));
            json.WriteString("name", e.Name);
            Attributes(json, e.Attributes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("links");
        foreach (var link in span.Links)
            Link(json, link);
        json.WriteEndArray();
        json.WriteStartObject("status");
        if (span.Error is not null)
        {
            json.WriteString("message", span.Error);
            json.WriteNumber("code", 2);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Link(Utf8JsonWriter json, string context)
    {
        var parts = context.Split('-');
        if (parts.Length < 4)
            return;
        json.WriteStartObject();
        json.WriteString("traceId", parts[1]);
        json.WriteString("spanId", parts[2]);
        json.WriteEndObject();
    }

    static void Attributes(Utf8JsonWriter json, IReadOnlyList<(string Key, object Value)> attributes)
    {
        json.WriteStartArray("attributes");
        foreach (var (key, value) in attributes)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteStartObject("value");
            switch (value)
            {
                case bool truth: json.WriteBoolean("boolValue", truth); break;
                case long whole: json.WriteString("intValue", whole.ToString(CultureInfo.InvariantCulture)); break;
                case double fraction: json.WriteNumber("doubleValue", fraction); break;
                default: json.WriteString("stringValue", (string)value); break;
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>OTLP knows no time before 1970.</summary>
    static string Nanoseconds(DateTime instant) => ((instant > DateTime.UnixEpoch ? instant - DateTime.UnixEpoch : TimeSpan.Zero).Ticks * (Int128)100).ToString(CultureInfo.InvariantCulture);
}
