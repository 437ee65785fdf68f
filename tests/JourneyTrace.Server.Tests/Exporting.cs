using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using JourneyTrace.Events;
using JourneyTrace.Specs;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>The log for other tools: in their format, and imported elsewhere it gives the same traces.</summary>
public sealed class Exporting(AllInOne shape, Cluster cluster) : IClassFixture<AllInOne>, IAsyncLifetime
{
    static readonly IReadOnlyList<Example> Cases = [.. Example.Generated.Take(60)];
    static readonly SemaphoreSlim Telling = new(1);

    public async ValueTask InitializeAsync()
    {
        await Telling.WaitAsync();
        try
        {
            var lines = Cases.SelectMany(e => e.Events.EnumerateArray().Select(one => one.GetRawText().ReplaceLineEndings(" "))).Append(Strange);
            Assert.Equal(HttpStatusCode.OK, (await shape.PostAsync(string.Join('\n', lines), "application/x-ndjson")).StatusCode);
            await PutCatalogueAsync(shape);
            await shape.Client.CaughtUpAsync();
        }
        finally
        {
            Telling.Release();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What formats trip over: formulas, mark-up, line ends, characters that XML has no place for, and an extension.</summary>
    static string Strange => """
        {"specversion":"1.0","id":"=1+1","source":"/test/<&\"'>","type":"promise.made","subject":"=strange, \"case\"","time":"2026-03-02T09:00:00.123456Z","comexample":"x\u0001y",
         "data":{"promise":"p","by":"sto\"re <b>","within":"PT4H","what":"line one\nline two\u0000\uffff żółć \ud83d\ude00","unknown":[1,{"a":null}]}}
        """.ReplaceLineEndings(" ");

    [Theory]
    [InlineData("xes")]
    [InlineData("ocel")]
    [InlineData("csv")]
    public async Task What_is_exported_and_imported_gives_the_same_traces(string format)
    {
        var file = Path.Combine(Path.GetTempPath(), $"journeytrace-{Guid.NewGuid()}.{(format == "ocel" ? "json" : format)}");
        await using var other = new AllInOne(cluster);
        await other.InitializeAsync();
        await PutCatalogueAsync(other);
        try
        {
            var (code, output, error) = await ServerProcess.RunAsync("export", format, "--out", file, "--server", shape.Processes[0].Address.ToString());
            Assert.True(code == 0, output + error);
            (code, output, error) = await ServerProcess.RunAsync(
                "import", file, "--mapping", Path.Combine(Repository.Root, $"docs/mappings/journeytrace-{format}.yaml"), "--server", other.Processes[0].Address.ToString());
            Assert.True(code == 0, output + error);
        }
        finally
        {
            File.Delete(file);
        }
        foreach (var example in Cases)
        {
            var path = $"v1/cases/{Uri.EscapeDataString(example.Case)}/trace?asOf={Rfc3339.Format(example.AsOf)}";
            Assert.Equal(await shape.Http.GetStringAsync(path), await other.Http.GetStringAsync(path));
        }
        var strange = $"v1/cases/{Uri.EscapeDataString("=strange, \"case\"")}/events";
        Assert.Equal(Said(await shape.JsonAsync(strange)), Said(await other.JsonAsync(strange)));
        Assert.Contains("line one\nline two\0\uffff żółć 😀", (await other.JsonAsync(strange)).GetProperty("items")[0].GetProperty("data").GetProperty("what").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Xes_has_what_other_tools_ask_for()
    {
        var xes = XDocument.Parse(await shape.Http.GetStringAsync("v1/export/xes")).Root!;
        Assert.Equal(XName.Get("log", "http://www.xes-standard.org/"), xes.Name);
        Assert.Equal(["concept", "time", "org", "lifecycle"], xes.Elements().Where(e => e.Name.LocalName == "extension").Select(e => e.Attribute("prefix")!.Value));
        var traces = xes.Elements().Where(e => e.Name.LocalName == "trace").ToList();
        Assert.Equal(Cases.Count + 1, traces.Count(t => Value(t, "concept:name") != "organisation"));
        foreach (var e in traces.SelectMany(t => t.Elements()).Where(e => e.Name.LocalName == "event"))
        {
            Assert.NotNull(Value(e, "concept:name"));
            Assert.True(DateTimeOffset.TryParse(Value(e, "time:timestamp"), System.Globalization.CultureInfo.InvariantCulture, out _));
            Assert.Contains(e.Elements(), a => a.Name.LocalName == "date");
        }
    }

    /// <summary>PM4JS, by the makers of PM4Py, reads the log and finds in it what follows what.</summary>
    [Fact]
    public async Task Xes_is_read_by_another_process_miner()
    {
        var modules = Path.Combine(Programs.Fetched("JOURNEYTRACE_PM4JS", "pm4js"), "node_modules");
        Assert.SkipUnless(Directory.Exists(modules), "PM4JS is not here");
        var file = Path.Combine(Path.GetTempPath(), $"journeytrace-{Guid.NewGuid()}.xes");
        var xes = await shape.Http.GetStringAsync("v1/export/xes");
        await File.WriteAllTextAsync(file, xes);
        var (code, said) = await Programs.RunAsync("node", null, Path.Combine(Repository.Root, "tests/JourneyTrace.Server.Tests/pm4js.cjs"), modules, file);
        File.Delete(file);
        Assert.True(code == 0, said);
        var read = JsonDocument.Parse(said).RootElement;
        var traces = XDocument.Parse(xes).Root!.Elements().Where(e => e.Name.LocalName == "trace")
            .Select(t => (Name: Value(t, "concept:name"), Events: t.Elements().Where(e => e.Name.LocalName == "event").Select(e => Value(e, "concept:name")!).ToList())).ToList();
        Assert.Equal(
            traces.Select(t => t.Name + ": " + string.Join(", ", t.Events)),
            read.GetProperty("traces").EnumerateArray().Select(t => t.GetProperty("name").GetString() + ": " + string.Join(", ", Names(t.GetProperty("events"), "activity"))));
        Assert.All(read.GetProperty("traces").EnumerateArray().SelectMany(t => Names(t.GetProperty("events"), "at").Zip(Names(t.GetProperty("events"), "at").Skip(1))), pair => Assert.True(string.CompareOrdinal(pair.First, pair.Second) <= 0));
        Assert.Equal(
            traces.SelectMany(t => t.Events.Zip(t.Events.Skip(1))).GroupBy(p => $"{p.First},{p.Second}", StringComparer.Ordinal).Select(g => (g.Key, g.Count())).Order(),
            read.GetProperty("follows").EnumerateObject().Select(p => (p.Name, p.Value.GetInt32())).Order());
    }

    /// <summary>What the published schema of OCEL 2.0 asks of a log in JSON, member by member.</summary>
    [Fact]
    public async Task Ocel_has_every_member_that_its_standard_asks_for()
    {
        var ocel = await shape.JsonAsync("v1/export/ocel");
        static void Texts(JsonElement owner, params string[] members) => Assert.All(members, m => Assert.Equal(JsonValueKind.String, owner.GetProperty(m).ValueKind));
        static IEnumerable<JsonElement> Maybe(JsonElement owner, string list) => owner.TryGetProperty(list, out var items) ? items.EnumerateArray() : [];
        foreach (var type in new[] { "objectTypes", "eventTypes" }.SelectMany(t => ocel.GetProperty(t).EnumerateArray()))
        {
            Texts(type, "name");
            Assert.All(type.GetProperty("attributes").EnumerateArray(), a => Texts(a, "name", "type"));
            Assert.All(Names(type.GetProperty("attributes"), "type"), t => Assert.Contains(t, new[] { "string", "time", "integer", "float", "boolean" }));
        }
        foreach (var e in ocel.GetProperty("events").EnumerateArray())
        {
            Texts(e, "id", "type", "time");
            Assert.True(DateTimeOffset.TryParse(e.GetProperty("time").GetString(), System.Globalization.CultureInfo.InvariantCulture, out _));
            Assert.All(Maybe(e, "attributes"), a => Texts(a, "name", "value"));
            Assert.All(Maybe(e, "relationships"), r => Texts(r, "objectId", "qualifier"));
        }
        foreach (var o in ocel.GetProperty("objects").EnumerateArray())
        {
            Texts(o, "id", "type");
            Assert.All(Maybe(o, "attributes"), a => Texts(a, "name", "value", "time"));
            Assert.All(Maybe(o, "relationships"), r => Texts(r, "objectId", "qualifier"));
        }
    }

    [Fact]
    public async Task Ocel_names_its_types_and_every_object_that_an_event_names()
    {
        var ocel = await shape.JsonAsync("v1/export/ocel");
        Assert.Equal(["case", "handoff", "link", "promise"], Names(ocel.GetProperty("objectTypes"), "name").Order(StringComparer.Ordinal));
        var objects = Names(ocel.GetProperty("objects"), "id").ToHashSet(StringComparer.Ordinal);
        Assert.Equal(objects.Count, ocel.GetProperty("objects").GetArrayLength());
        var types = Names(ocel.GetProperty("eventTypes"), "name").ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(objects, id => id.StartsWith("link/20", StringComparison.Ordinal));
        var events = ocel.GetProperty("events").EnumerateArray().ToList();
        Assert.True(events.Count > 500);
        Assert.Equal(events.Count, events.Select(e => e.GetProperty("id").GetString()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(events, e => Assert.Contains(e.GetProperty("type").GetString()!, types));
        Assert.All(events.SelectMany(e => Names(e.GetProperty("relationships"), "objectId")), id => Assert.Contains(id, objects));
    }

    [Fact]
    public async Task Filters_hold_and_bad_ones_are_refused()
    {
        Assert.Single((await shape.Http.GetStringAsync("v1/export/csv?kind=no-such-kind")).Split('\n', StringSplitOptions.RemoveEmptyEntries), line => !line.Contains(",organisation", StringComparison.Ordinal) && !line.StartsWith("organisation", StringComparison.Ordinal));
        Assert.DoesNotContain("promise.made", await shape.Http.GetStringAsync("v1/export/csv?asOf=1999-01-01T00:00:00Z"), StringComparison.Ordinal);
        foreach (var path in new[] { "v1/export/xes?from=now", "v1/export/ocel?limit=5", "v1/export/csv?asOf=then" })
            Assert.Equal(HttpStatusCode.BadRequest, (await shape.Http.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await shape.Http.GetAsync("v1/export/pdf")).StatusCode);
    }

    static async Task PutCatalogueAsync(Shape to) =>
        await to.Http.PutAsync("v1/catalogue", new StringContent(Cases[0].Catalogue.GetRawText(), Encoding.UTF8, "application/json"));

    static string? Value(XElement owner, string key) => owner.Elements().FirstOrDefault(e => e.Attribute("key")?.Value == key)?.Attribute("value")?.Value;

    static IEnumerable<string> Names(JsonElement list, string member) => list.EnumerateArray().Select(item => item.GetProperty(member).GetString()!);

    /// <summary>Without when and where it was stored.</summary>
    static string Said(JsonElement page) => string.Join('\n', page.GetProperty("items").EnumerateArray()
        .Select(e => JsonSerializer.Serialize(e.EnumerateObject().Where(m => m.Name is not ("recordedat" or "position")).ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal))));
}
