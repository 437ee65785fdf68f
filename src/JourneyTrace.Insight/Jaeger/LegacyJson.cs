using System.Text.Json;
using JourneyTrace.Telemetry.Journeys;

namespace JourneyTrace.Insight.Jaeger;

/// <summary>Journeys in the JSON of Jaeger's legacy query API: microseconds, typed tags, processes by number.</summary>
static class LegacyJson
{
    public static void WriteTrace(Utf8JsonWriter json, JourneyAsTrace journey)
    {
        var processes = journey.Spans.Select(s => s.Service).Distinct(StringComparer.Ordinal).Select((name, i) => (name, Id: $"p{i + 1}")).ToDictionary(p => p.name, p => p.Id, StringComparer.Ordinal);
        json.WriteStartObject();
        json.WriteString("traceID", journey.TraceId);
        json.WriteStartArray("spans");
        foreach (var span in journey.Spans)
            WriteSpan(json, journey.TraceId, span, processes[span.Service]);
        json.WriteEndArray();
        json.WriteStartObject("processes");
        foreach (var (service, id) in processes)
        {
            json.WriteStartObject(id);
            json.WriteString("serviceName", service);
            WriteTags(json, "tags", [("host.name", "journeytrace")]);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteNull("warnings");
        json.WriteEndObject();
    }

    static void WriteSpan(Utf8JsonWriter json, string traceId, JourneySpan span, string process)
    {
        json.WriteStartObject();
        json.WriteString("traceID", traceId);
        json.WriteString("spanID", span.Id);
        json.WriteString("operationName", span.Name);
        json.WriteStartArray("references");
        if (span.Parent is not null)
            WriteReference(json, "CHILD_OF", traceId, span.Parent);
        foreach (var parts in span.Links.Select(link => link.Split('-')).Where(parts => parts.Length >= 4))
            WriteReference(json, "FOLLOWS_FROM", parts[1], parts[2]);
        json.WriteEndArray();
        json.WriteNumber("startTime", Microseconds(span.Start));
        json.WriteNumber("duration", Microseconds(span.End) - Microseconds(span.Start));
        List<(string, object)> tags = [("span.kind", span.Kind.ToString().ToLowerInvariant()), .. span.Attributes];
        if (span.Error is not null)
            tags.AddRange([("error", true), ("otel.status_code", "ERROR"), ("otel.status_description", span.Error)]);
        WriteTags(json, "tags", tags);
        json.WriteStartArray("logs");
        foreach (var e in span.Events)
        {
            json.WriteStartObject();
            json.WriteNumber("timestamp", Microseconds(e.At));
            WriteTags(json, "fields", [("event", e.Name), .. e.Attributes]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("processID", process);
        json.WriteNull("warnings");
        json.WriteEndObject();
    }

    static void WriteReference(Utf8JsonWriter json, string type, string traceId, string spanId)
    {
        json.WriteStartObject();
        json.WriteString("refType", type);
        json.WriteString("traceID", traceId);
        json.WriteString("spanID", spanId);
        json.WriteEndObject();
    }

    static void WriteTags(Utf8JsonWriter json, string member, IEnumerable<(string Key, object Value)> tags)
    {
        json.WriteStartArray(member);
        foreach (var (key, value) in tags)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            switch (value)
            {
                case bool truth: json.WriteString("type", "bool"); json.WriteBoolean("value", truth); break;
                case long whole: json.WriteString("type", "int64"); json.WriteNumber("value", whole); break;
                case double fraction: json.WriteString("type", "float64"); json.WriteNumber("value", fraction); break;
                default: json.WriteString("type", "string"); json.WriteString("value", (string)value); break;
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static long Microseconds(DateTime instant) => (instant - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
