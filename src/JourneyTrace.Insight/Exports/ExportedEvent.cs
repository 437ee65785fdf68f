using System.Globalization;
using System.Text;
using System.Text.Json;
using JourneyTrace.Events;

namespace JourneyTrace.Insight.Exports;

/// <summary>A stored event as other tools see it: what was done, by whom; and the whole of it as one text, so that an import gives the very same event.</summary>
sealed class ExportedEvent
{
    /// <summary>The attribute (or column) that holds the whole event.</summary>
    public const string Whole = "journeytrace:event";

    static readonly string[] OfLink = ["link", "to", "by", "at", "from"];

    readonly JsonElement _data;

    public ExportedEvent(StoredEvent stored)
    {
        Stored = stored;
        using var json = JsonDocument.Parse(stored.Data);
        _data = json.RootElement.Clone();
    }

    public StoredEvent Stored { get; }

    public string Type => Vocabulary.Of(Stored.Type).Name;

    /// <summary>What was done: the activity that was recorded, else the type of the event.</summary>
    public string Activity => Stored.Type == EventType.ActivityRecorded && Text("activity") is { } activity ? activity : Type;

    /// <summary>The link that has the case, or to which it goes; null where the event names none.</summary>
    public string? Link => OfLink.Select(LinkOf).FirstOrDefault(link => link is not null);

    /// <summary>The members of the data that name a link.</summary>
    public IEnumerable<(string Name, string Value)> Links => OfLink.Select(name => (name, LinkOf(name))).Where(n => n.Item2 is not null).Select(n => (n.name, n.Item2!));

    /// <summary>A decision's <c>from</c> and <c>to</c> are moments.</summary>
    string? LinkOf(string member) => Stored.Type == EventType.DecisionTaken ? null : Text(member);

    /// <summary>A text of the event's data, or null.</summary>
    public string? Text(string name) => _data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The members of the data that name something.</summary>
    public IEnumerable<(string Name, string Value)> Named(params string[] names) =>
        names.Select(name => (name, Text(name))).Where(n => n.Item2 is not null).Select(n => (n.name, n.Item2!));

    /// <summary>The event as it was posted, in ASCII: no tool on the way can take a character of it for something else.</summary>
    public string Json()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion", "1.0");
            writer.WriteString("id", Stored.Id);
            writer.WriteString("source", Stored.Source);
            writer.WriteString("type", Type);
            writer.WriteString("subject", Stored.Subject);
            writer.WriteString("time", Rfc3339.Format(Stored.Time));
            if (Stored.TraceParent is not null)
                writer.WriteString("traceparent", Stored.TraceParent);
            if (Stored.Extensions is { } extensions)
            {
                using var json = JsonDocument.Parse(extensions);
                foreach (var member in json.RootElement.EnumerateObject())
                    member.WriteTo(writer);
            }
            writer.WritePropertyName("data");
            writer.WriteRawValue(Stored.Data);
            writer.WriteEndObject();
        }
        return Ascii(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>Outside strings JSON is ASCII; inside them every character may be escaped.</summary>
    static string Ascii(string json)
    {
        if (System.Text.Ascii.IsValid(json) && !json.Contains('\n', StringComparison.Ordinal))
            return json;
        var ascii = new StringBuilder(json.Length + 32);
        foreach (var c in json)
        {
            if (c is '\n' or '\r' or '\t')
                ascii.Append(' ');
            else if (c is >= ' ' and < (char)127)
                ascii.Append(c);
            else
                ascii.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        return ascii.ToString();
    }
}
