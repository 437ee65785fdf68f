using System.Text.Json;
using JourneyTrace.Catalogues;
using JourneyTrace.Events;
using JourneyTrace.Journeys;
using JourneyTrace.Journeys.Traces;

namespace JourneyTrace.Specs;

/// <summary>A case with its exact trace: one story, one rule, or one generated case.</summary>
public sealed record Example(string Name, string Case, DateTime AsOf, JsonElement Catalogue, JsonElement Events, JsonElement Expected)
{
    public static IReadOnlyList<Example> Stories { get; } = [.. ReadStories()];

    public static IReadOnlyList<Example> Generated { get; } = [.. ReadGenerated()];

    public static Example Find(string name) => Stories.Concat(Generated).Single(example => example.Name == name);

    public override string ToString() => Name;

    public IReadOnlyList<CaseEvent> CaseEvents() => [.. Parsed().Where(e => e.Subject != Vocabulary.Organisation).Select(e => e.Event)];

    public Organisation Organisation() => new(Parsed().Where(e => e.Subject == Vocabulary.Organisation).Select(e => e.Event));

    public Catalogue ReadCatalogue() => CatalogueReader.Read(Catalogue) is { Catalogue: { } catalogue, Refusals: [] }
        ? catalogue
        : throw new InvalidOperationException("The catalogue of " + Name + " is refused");

    public JsonElement Trace(IEnumerable<CaseEvent>? events = null) => Json(
        CaseTrace.Of(Case, events ?? CaseEvents(), Organisation(), ReadCatalogue(), AsOf));

    public static JsonElement Json(CaseTrace trace) => JsonDocument.Parse(TraceJson.Write(trace)).RootElement;

    IEnumerable<(string Subject, CaseEvent Event)> Parsed()
    {
        foreach (var json in Events.EnumerateArray())
        {
            var reading = EventReader.Read(System.Text.Encoding.UTF8.GetBytes(json.GetRawText()), AsOf.AddYears(1));
            Assert.True(reading.Refusal is null, $"{Name}: {reading.Refusal}");
            var e = reading.Event!;
            yield return (e.Subject, new CaseEvent(e.Source, e.Id, e.Schema.Type, e.Time, e.Time, reading.Fact!));
        }
    }

    static IEnumerable<Example> ReadStories()
    {
        var assembly = typeof(Example).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var json = Read(name);
            var events = json.GetProperty("events");
            var subject = events.EnumerateArray().Select(e => e.GetProperty("subject").GetString()!).First(s => s != Vocabulary.Organisation);
            yield return new Example(
                Path.GetFileNameWithoutExtension(name), subject, AsOfOf(json), json.GetProperty("catalogue"), events, json.GetProperty("expected"));
        }
    }

    static IEnumerable<Example> ReadGenerated()
    {
        using var reader = new StreamReader(typeof(Example).Assembly.GetManifestResourceStream("generated.jsonl")!);
        var catalogue = JsonDocument.Parse(reader.ReadLine()!).RootElement.GetProperty("catalogue");
        while (reader.ReadLine() is { } line)
        {
            var json = JsonDocument.Parse(line).RootElement;
            var name = json.GetProperty("case").GetString()!;
            yield return new Example(name, name, AsOfOf(json), catalogue, json.GetProperty("events"), json.GetProperty("expected"));
        }
    }

    static DateTime AsOfOf(JsonElement json)
    {
        Assert.True(Rfc3339.TryParse(json.GetProperty("asOf").GetString()!, out var asOf));
        return asOf;
    }

    static JsonElement Read(string resource)
    {
        using var stream = typeof(Example).Assembly.GetManifestResourceStream(resource)!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
