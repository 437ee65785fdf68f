using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

namespace JourneyTrace.Server.Tests;

/// <summary>Reads a log's activities and times as they stand in the file, by nothing of the product; offsets are dropped, as PM4Py drops them.</summary>
static class PlainXes
{
    public static IEnumerable<List<(string Activity, DateTime Time)>> Read(string path) => Read(path, "concept:name").Select(steps => steps.ConvertAll(s => (s.Value!, s.Time)));

    /// <param name="key">Of the attribute that is asked for; null in those events that lack it.</param>
    public static IEnumerable<List<(string? Value, DateTime Time)>> Read(string path, string key)
    {
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        foreach (var trace in XDocument.Load(file).Root!.Elements().Where(e => e.Name.LocalName == "trace"))
        {
            var steps = trace.Elements().Where(e => e.Name.LocalName == "event")
                .Select(e => (Value: Value(e, key), Time: DateTime.Parse(Value(e, "time:timestamp")![..19], CultureInfo.InvariantCulture)));
            yield return [.. steps.OrderBy(s => s.Time)];
        }
    }

    static string? Value(XElement of, string key) => of.Elements().FirstOrDefault(e => (string?)e.Attribute("key") == key)?.Attribute("value")!.Value;
}
