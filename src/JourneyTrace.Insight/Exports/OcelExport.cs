using System.Text.Json;
using JourneyTrace.Events;

namespace JourneyTrace.Insight.Exports;

/// <summary>A log in OCEL 2.0 (JSON): cases, promises, hand-offs and links are objects.</summary>
static class OcelExport
{
    const string Long = "1970-01-01T00:00:00Z";

    static readonly (string Type, string[] Attributes)[] ObjectTypes =
        [("case", ["kind", "segment", "status"]), ("promise", ["by"]), ("handoff", ["kind", "mode"]), ("link", [])];

    /// <summary>Events go out as they come; what their objects are is written beside them, and goes out after.</summary>
    public static async Task WriteAsync(Stream body, ExportedCases cases, CancellationToken stop)
    {
        await using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        WriteTypes(json);
        var links = new SortedSet<string>(StringComparer.Ordinal);
        await using var beside = new FileStream(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await using (var objects = new StreamWriter(beside, leaveOpen: true))
        {
            json.WriteStartArray("events");
            await foreach (var (@case, name, events) in cases.AllAsync(stop))
            {
                var written = new OcelCase(@case, name);
                foreach (var e in events)
                    written.Write(json, e);
                links.UnionWith(written.Links);
                foreach (var line in written.Objects())
                    await objects.WriteLineAsync(line);
                await json.FlushAsync(stop);
            }
            json.WriteEndArray();
        }
        beside.Position = 0;
        json.WriteStartArray("objects");
        foreach (var link in links)
            json.WriteRawValue(OcelCase.Object("link/" + link, "link", []));
        using (var objects = new StreamReader(beside, leaveOpen: true))
        {
            while (await objects.ReadLineAsync(stop) is { } line)
            {
                json.WriteRawValue(line);
                if (json.BytesPending > 64 * 1024)
                    await json.FlushAsync(stop);
            }
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteTypes(Utf8JsonWriter json)
    {
        json.WriteStartArray("objectTypes");
        foreach (var (type, attributes) in ObjectTypes)
            WriteType(json, type, attributes);
        json.WriteEndArray();
        json.WriteStartArray("eventTypes");
        foreach (var schema in Vocabulary.All)
            WriteType(json, schema.Name, ["activity", "person", ExportedEvent.Whole]);
        json.WriteEndArray();
    }

    static void WriteType(Utf8JsonWriter json, string name, string[] attributes)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteStartArray("attributes");
        foreach (var attribute in attributes)
        {
            json.WriteStartObject();
            json.WriteString("name", attribute);
            json.WriteString("type", "string");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>One case and what it names.</summary>
    sealed class OcelCase(CaseRow? @case, string name)
    {
        readonly Dictionary<string, (string Type, List<(string Name, string Value)> Attributes)> _objects = new(StringComparer.Ordinal)
        {
            ["case/" + name] = ("case", [.. new[] { ("kind", @case?.Kind), ("segment", @case?.Segment), ("status", @case?.Status) }.Where(a => a.Item2 is not null).Select(a => (a.Item1, a.Item2!))]),
        };

        public SortedSet<string> Links { get; } = new(StringComparer.Ordinal);

        public void Write(Utf8JsonWriter json, ExportedEvent e)
        {
            json.WriteStartObject();
            json.WriteString("id", e.Stored.Source + "#" + e.Stored.Id);
            json.WriteString("type", e.Type);
            json.WriteString("time", Rfc3339.Format(e.Stored.Time));
            json.WriteStartArray("attributes");
            foreach (var (attribute, value) in e.Named("activity", "person").Append((ExportedEvent.Whole, e.Json())))
            {
                json.WriteStartObject();
                json.WriteString("name", attribute);
                json.WriteString("value", value);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("relationships");
            foreach (var (id, qualifier) in Related(e))
            {
                json.WriteStartObject();
                json.WriteString("objectId", id);
                json.WriteString("qualifier", qualifier);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }

        public IEnumerable<string> Objects() => _objects.Select(o => Object(o.Key, o.Value.Type, o.Value.Attributes));

        public static string Object(string id, string type, List<(string Name, string Value)> attributes) => JsonSerializer.Serialize(new
        {
            id,
            type,
            attributes = attributes.Select(a => new { name = a.Name, time = Long, value = a.Value }),
        });

        IEnumerable<(string Id, string Qualifier)> Related(ExportedEvent e)
        {
            yield return ("case/" + name, "case");
            foreach (var (member, value) in e.Named("promise", "complaint", "handoff"))
            {
                var (type, its) = member switch
                {
                    "handoff" => ("handoff", e.Named("kind", "mode")),
                    "complaint" => ("promise", e.Named("at").Select(a => ("by", a.Value))),
                    _ => ("promise", e.Named("by")),
                };
                var id = $"case/{name}/{type}/{(member == "complaint" ? "complaint:" : "")}{value}";
                if (!_objects.TryGetValue(id, out var known) || known.Attributes.Count == 0)
                    _objects[id] = (type, [.. its]);
                yield return (id, member);
            }
            foreach (var (member, link) in e.Links)
            {
                Links.Add(link);
                yield return ("link/" + link, member);
            }
        }
    }
}
