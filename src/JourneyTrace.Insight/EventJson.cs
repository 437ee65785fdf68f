using System.Text.Json;
using JourneyTrace.Events;

namespace JourneyTrace.Insight;

/// <summary>A stored event given back as CloudEvents JSON, with all that was sent, its position and when it reached us.</summary>
static class EventJson
{
    public static JsonElement Of(StoredEvent e)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion", "1.0");
            writer.WriteString("id", e.Id);
            writer.WriteString("source", e.Source);
            writer.WriteString("type", Vocabulary.Of(e.Type).Name);
            writer.WriteString("subject", e.Subject);
            writer.WriteString("time", Rfc3339.Format(e.Time));
            writer.WriteString("recordedat", Rfc3339.Format(e.RecordedAt));
            writer.WriteNumber("position", e.Mark.Position);
            if (e.TraceParent is not null)
                writer.WriteString("traceparent", e.TraceParent);
            if (e.Extensions is not null)
                WriteMembers(writer, e.Extensions);
            writer.WritePropertyName("data");
            writer.WriteRawValue(e.Data);
            writer.WriteEndObject();
        }
        return JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }

    static void WriteMembers(Utf8JsonWriter writer, byte[] extensions)
    {
        using var json = JsonDocument.Parse(extensions);
        foreach (var member in json.RootElement.EnumerateObject())
        {
            if (member.Name is not ("recordedat" or "position"))
                member.WriteTo(writer);
        }
    }
}
