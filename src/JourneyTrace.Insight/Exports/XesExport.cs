using System.Xml;
using JourneyTrace.Events;

namespace JourneyTrace.Insight.Exports;

/// <summary>A log in XES (IEEE 1849-2016), with the standard extensions for names, times, resources and lifecycles.</summary>
static class XesExport
{
    static readonly (string Name, string Prefix, string Uri)[] Extensions =
    [
        ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
        ("Time", "time", "http://www.xes-standard.org/time.xesext"),
        ("Organizational", "org", "http://www.xes-standard.org/org.xesext"),
        ("Lifecycle", "lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
    ];

    public static async Task WriteAsync(Stream body, ExportedCases cases, CancellationToken stop)
    {
        await using var xml = XmlWriter.Create(body, new XmlWriterSettings { Async = true, Indent = true, CloseOutput = false });
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "log", "http://www.xes-standard.org/");
        await xml.WriteAttributeStringAsync(null, "xes.version", null, "1849-2016");
        await xml.WriteAttributeStringAsync(null, "xes.features", null, "");
        foreach (var (name, prefix, uri) in Extensions)
        {
            await xml.WriteStartElementAsync(null, "extension", null);
            await xml.WriteAttributeStringAsync(null, "name", null, name);
            await xml.WriteAttributeStringAsync(null, "prefix", null, prefix);
            await xml.WriteAttributeStringAsync(null, "uri", null, uri);
            await xml.WriteEndElementAsync();
        }
        await foreach (var (@case, name, events) in cases.AllAsync(stop))
            await WriteAsync(xml, @case, name, events);
        await xml.WriteEndElementAsync();
        await xml.WriteEndDocumentAsync();
    }

    static async Task WriteAsync(XmlWriter xml, CaseRow? @case, string name, IReadOnlyList<ExportedEvent> events)
    {
        await xml.WriteStartElementAsync(null, "trace", null);
        await WriteAsync(xml, "string", "concept:name", name);
        await WriteAsync(xml, "string", "kind", @case?.Kind);
        await WriteAsync(xml, "string", "segment", @case?.Segment);
        await WriteAsync(xml, "string", "status", @case?.Status);
        foreach (var e in events)
        {
            await xml.WriteStartElementAsync(null, "event", null);
            await WriteAsync(xml, "string", "concept:name", e.Activity);
            await WriteAsync(xml, "date", "time:timestamp", Rfc3339.Format(e.Stored.Time));
            await WriteAsync(xml, "string", "org:group", e.Link);
            await WriteAsync(xml, "string", "org:resource", e.Text("person"));
            await WriteAsync(xml, "string", "lifecycle:transition", e.Text("lifecycle") ?? "complete");
            await WriteAsync(xml, "string", "type", e.Type);
            await WriteAsync(xml, "string", ExportedEvent.Whole, e.Json());
            await xml.WriteEndElementAsync();
        }
        await xml.WriteEndElementAsync();
    }

    static async Task WriteAsync(XmlWriter xml, string type, string key, string? value)
    {
        if (value is null)
            return;
        await xml.WriteStartElementAsync(null, type, null);
        await xml.WriteAttributeStringAsync(null, "key", null, key);
        await xml.WriteAttributeStringAsync(null, "value", null, Writable(value));
        await xml.WriteEndElementAsync();
    }

    /// <summary>Some characters have no place in XML at all; the whole event, which is ASCII, keeps them.</summary>
    static string Writable(string text) => text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\uFFFD'));
}
