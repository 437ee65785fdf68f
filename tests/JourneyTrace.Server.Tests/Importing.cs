using System.IO.Compression;
using JourneyTrace.Testing;
using System.Text;
using System.Text.Json;
using JourneyTrace.Client;

namespace JourneyTrace.Server.Tests;

/// <summary>Logs of other systems, through the command line into a running server.</summary>
public sealed class Importing(AllInOne shape) : IClassFixture<AllInOne>, IDisposable
{
    static readonly string Root = Repository.Root;

    readonly string _folder = Directory.CreateTempSubdirectory("journeytrace-import-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_receipt_log_has_exactly_its_377_broken_promises()
    {
        var first = await ImportLogAsync("receipt.xes.gz", "receipt.yaml");
        Assert.Equal((1434, 8577, 0), (first.Cases, first.Rows, first.Rejected));
        var again = await ImportLogAsync("receipt.xes.gz", "receipt.yaml");
        Assert.Equal((0, first.Accepted), (again.Accepted, again.Duplicates));

        await shape.Client.CaughtUpAsync();
        var ended = (await AllAsync("v1/promises?kind=permit")).Where(p => p.GetProperty("keptAt").ValueKind != JsonValueKind.Null).ToList();
        Assert.Equal(1329, ended.Count);
        Assert.Equal(377, ended.Count(p => p.GetProperty("status").GetString() == "broken"));
        var groups = new (string Group, int Broken, int All)[]
        {
            ("Group 5", 85, 250), ("Group 8", 19, 227), ("Group 2", 3, 22), ("Group 11", 4, 5), ("Group 6", 2, 4), ("Group 7", 1, 8),
        };
        foreach (var (group, broken, all) in groups)
        {
            var of = (await AllAsync("v1/promises?kind=permit&segment=" + Uri.EscapeDataString(group)))
                .Where(p => p.GetProperty("keptAt").ValueKind != JsonValueKind.Null).ToList();
            Assert.Equal((group, broken, all), (group, of.Count(p => p.GetProperty("status").GetString() == "broken"), of.Count));
        }
        var open = await shape.Client.GetAsync<HotspotsAnswer>("v1/hotspots?kind=permit&asOf=2010-10-15T00:00:00Z", CancellationToken.None);
        var late = await shape.Client.GetAsync<HotspotsAnswer>("v1/hotspots?kind=permit&asOf=2020-01-01T00:00:00Z", CancellationToken.None);
        Assert.True(open.Open > 0);
        Assert.Equal((0L, 482L), (late.Open, late.Broken));
    }

    [Theory]
    [InlineData("bpic2013-incidents.xes.gz", "incidents.yaml", 7554, 65533)]
    [InlineData("bpic2020-domestic-declarations.xes.gz", "declarations.yaml", 10357, 55628)]
    public async Task The_large_logs_come_in_streaming(string log, string mapping, int cases, int rows)
    {
        var answer = await ImportLogAsync(log, mapping);
        Assert.Equal((cases, rows, 0), (answer.Cases, answer.Rows, answer.Rejected));
    }

    [Fact]
    public async Task Csv_comes_in_and_bad_rows_are_dead_letters_that_name_line_column_and_value()
    {
        var log = Write("orders.csv", """
            ticket;when;what;team;due
            t-1;2026-03-02 09:00;asked;shop;2026-03-02 15:00
            t-2;2026-03-02 09:05;asked;shop;2026-03-03 09:00
            t-1;2026-03-02 11:00;packed;warehouse;
            t-1;2026-03-03 08:00;sent;courier;
            t-2;soon;packed;warehouse;
            ;2026-03-02 09:00;asked;shop;
            t-2;2026-03-02 12:00;"sent; now";courier;
            """);
        var mapping = Write("orders.yaml", """
            format: csv
            case: ticket
            time: when
            activity: what
            link: team
            kind: { is: csv-order }
            promises:
              - promise: goods
                due: due
                kept: last
            """);
        var (code, output, error) = await RunAsync("import", log, "--mapping", mapping);
        Assert.True(code == 3, output + error);
        Assert.Contains("column when: 'soon' is no time", error, StringComparison.Ordinal);
        await shape.Client.CaughtUpAsync();
        var promises = await AllAsync("v1/promises?kind=csv-order");
        Assert.Equal([("t-1", "broken"), ("t-2", "kept")], promises.Select(p => (p.GetProperty("case").GetString()!, p.GetProperty("status").GetString()!)));
        Assert.Equal("courier", promises[0].GetProperty("verdict").GetProperty("root").GetProperty("link").GetString());
        var letters = await AllAsync("v1/dead-letters");
        Assert.Contains(letters, l => l.GetProperty("origin").GetString() == "orders.csv, line 6, column when");
        Assert.Contains(letters, l => l.GetProperty("origin").GetString() == "orders.csv, line 7, column ticket");
    }

    [Theory]
    [InlineData("json")]
    [InlineData("xml")]
    public async Task Ocel_comes_in_by_a_type_of_object(string form)
    {
        var log = form == "json"
            ? Write("ocel.json", """
                {"objectTypes":[],"eventTypes":[],
                 "objects":[{"id":"j-1","type":"order","attributes":[{"name":"tier","time":"1970-01-01T00:00:00Z","value":"gold"}]},{"id":"i-1","type":"item"}],
                 "events":[{"id":"e1","type":"ask","time":"2026-03-02T09:00:00Z","attributes":[{"name":"team","value":"shop"}],"relationships":[{"objectId":"j-1","qualifier":"order"},{"objectId":"i-1","qualifier":"item"}]},
                  {"id":"e2","type":"send","time":"2026-03-09T09:00:00Z","attributes":[{"name":"team","value":"depot"}],"relationships":[{"objectId":"j-1","qualifier":"order"}]}]}
                """)
            : Write("ocel.xml", """
                <?xml version="1.0"?>
                <log><objects><object id="x-1" type="order"><attributes><attribute name="tier" time="1970-01-01T00:00:00Z">gold</attribute></attributes></object></objects>
                <events><event id="e1" type="ask" time="2026-03-02T09:00:00Z"><attributes><attribute name="team">shop</attribute></attributes><objects><relationship object-id="x-1" qualifier="order"/></objects></event>
                <event id="e2" type="send" time="2026-03-09T09:00:00Z"><attributes><attribute name="team">depot</attribute></attributes><objects><relationship object-id="x-1" qualifier="order"/></objects></event></events></log>
                """);
        var mapping = Write("ocel.yaml", $$"""
            format: ocel
            case: order
            time: ocel:timestamp
            activity: ocel:activity
            link: team
            segment: case:tier
            kind: { is: ocel-{{form}} }
            promises:
              - promise: goods
                within: P5D
                kept: last
            """);
        var (code, output, error) = await RunAsync("import", log, "--mapping", mapping);
        Assert.True(code == 0, output + error);
        await shape.Client.CaughtUpAsync();
        var promise = Assert.Single(await AllAsync($"v1/promises?kind=ocel-{form}&segment=gold"));
        Assert.Equal(("broken", "depot"), (promise.GetProperty("status").GetString(), promise.GetProperty("verdict").GetProperty("root").GetProperty("link").GetString()));
    }

    [Fact]
    public async Task What_is_no_log_or_a_trap_is_refused()
    {
        var mapping = Path.Combine(Root, "docs/mappings/receipt.yaml");
        var dtd = Write("dtd.xes", "<?xml version=\"1.0\"?><!DOCTYPE log [<!ENTITY a \"aaaa\">]><log><trace><string key=\"concept:name\" value=\"&a;\"/></trace></log>");
        Assert.Contains("DTD", (await FailAsync("import", dtd, "--mapping", mapping)), StringComparison.Ordinal);
        Assert.Contains("cannot be read", await FailAsync("import", Write("cut.xes", "<log><trace>"), "--mapping", mapping), StringComparison.Ordinal);
        Assert.Contains("is no XES log", await FailAsync("import", Write("other.xes", "<html/>"), "--mapping", mapping), StringComparison.Ordinal);
        var bomb = Path.Combine(_folder, "bomb.xes.gz");
        await using (var gzip = new GZipStream(File.Create(bomb), CompressionLevel.SmallestSize))
        {
            await gzip.WriteAsync("<log><trace><string key=\"concept:name\" value=\""u8.ToArray());
            var zeros = Encoding.ASCII.GetBytes(new string('a', 1 << 20));
            for (var i = 0; i < 200; i++)
                await gzip.WriteAsync(zeros);
        }
        Assert.Contains("times its size", await FailAsync("import", bomb, "--mapping", mapping), StringComparison.Ordinal);
        Assert.Contains("no valid YAML", await FailAsync("import", dtd, "--mapping", Write("bad.yaml", "a: [")), StringComparison.Ordinal);
        Assert.Contains("needs 'case'", await FailAsync("import", dtd, "--mapping", Write("bad2.yaml", "format: csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mapping_to_start_from_is_suggested()
    {
        var log = Write("suggest.csv", "ticket,timestamp,activity,department,deadline\nt,2026-03-02,a,b,2026-03-03\n");
        var (_, output, _) = await ServerProcess.RunAsync("import", log, "--suggest-mapping");
        foreach (var line in new[] { "format: csv", "case: ticket", "time: timestamp", "link: department", "due: deadline" })
            Assert.Contains(line, output, StringComparison.Ordinal);
        var (code, said, error) = await RunAsync("import", log, "--mapping", Write("suggested.yaml", output), "--dry-run");
        Assert.True(code == 0, said + error);
    }

    async Task<(int Cases, int Rows, int Accepted, int Duplicates, int Rejected)> ImportLogAsync(string log, string mapping)
    {
        var file = Path.Combine(Root, "../shared/data/logs", log);
        Assert.SkipUnless(File.Exists(file), "../shared/data is not here");
        var (code, output, error) = await RunAsync("import", file, "--mapping", Path.Combine(Root, "docs/mappings", mapping), "--format", "json");
        Assert.True(code == 0, output + error);
        var answer = JsonDocument.Parse(output).RootElement[0];
        var events = answer.GetProperty("events");
        return (
            answer.GetProperty("cases").GetInt32(), answer.GetProperty("rows").GetInt32(), events.GetProperty("accepted").GetInt32(),
            events.GetProperty("duplicates").GetInt32(), events.GetProperty("rejected").GetInt32());
    }

    async Task<List<JsonElement>> AllAsync(string path)
    {
        var all = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var join = path.Contains('?', StringComparison.Ordinal) ? "&" : "?";
            var page = await shape.JsonAsync($"{path}{join}limit=500" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)));
            all.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        return all;
    }

    async Task<string> FailAsync(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.True(code is 1 or 2, $"{code} {output} {error}");
        return error;
    }

    Task<(int ExitCode, string Out, string Error)> RunAsync(params string[] arguments) =>
        ServerProcess.RunAsync([.. arguments, "--server", shape.Processes[0].Address.ToString()]);

    string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

}
