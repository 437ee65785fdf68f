using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary><c>report</c> over one file answers what a server answers after importing it.</summary>
public sealed class Reporting_on_a_file(AllInOne shape, Cluster cluster) : IClassFixture<AllInOne>, IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("journeytrace-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_answers_as_a_server_does()
    {
        // Decisions, obstacles, complaints and hand-offs of the demo's stories, with its catalogue; and what was exported of them.
        var demo = Path.Combine(Repository.Root, "src/JourneyTrace.Demo");
        using (var stories = new StringContent(await File.ReadAllTextAsync(Path.Combine(demo, "stories.ndjson")), Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson")))
            Assert.True((await shape.Http.PostAsync("v1/events", stories)).IsSuccessStatusCode);
        using (var catalogue = new StringContent(await File.ReadAllTextAsync(Path.Combine(demo, "catalogue.json")), Encoding.UTF8, "application/json"))
            Assert.True((await shape.Http.PutAsync("v1/catalogue", catalogue)).IsSuccessStatusCode);
        await shape.Client.CaughtUpAsync();
        var log = Path.Combine(_folder, "stories.csv");
        var (_, exported, _) = await ServerProcess.RunAsync("export", "csv", "--server", shape.Processes[0].Address.ToString());
        await File.WriteAllTextAsync(log, exported);
        await SameAsync("2026-09-01T00:00:00Z", log, "journeytrace-csv.yaml", "--catalogue", Path.Combine(demo, "catalogue.json"));
        await SameAsync("2026-03-04T00:00:00Z", log, "journeytrace-csv.yaml", "--catalogue", Path.Combine(demo, "catalogue.json"));
    }

    [Fact]
    public async Task A_log_of_another_system_gives_the_same_as_its_import()
    {
        var log = Path.Combine(Repository.Root, "../shared/data/logs/receipt.xes.gz");
        Assert.SkipUnless(File.Exists(log), "../shared/data is not here");
        await using var own = await ServerProcess.StartAsync("serve", "--postgres", await cluster.Server.NewDatabaseAsync());
        using var http = new HttpClient { BaseAddress = own.Address };
        var (code, _, error) = await ServerProcess.RunAsync("import", log, "--mapping", Mapping("receipt.yaml"), "--server", own.Address.ToString());
        Assert.True(code == 0, error);
        await SameAsync("2011-06-01T00:00:00Z", log, "receipt.yaml", http);
    }

    [Fact]
    public async Task Tables_csv_and_a_page_are_written()
    {
        var log = Write("orders.csv", """
            ticket;when;what;team;due
            t-1;2026-03-02 09:00;asked;shop;2026-03-02 15:00
            t-1;2026-03-02 11:00;packed;<b>warehouse</b>;
            t-1;2026-03-03 08:00;sent;courier;
            t-2;2026-03-02 09:05;asked;shop;2026-03-03 09:00
            t-2;soon;packed;warehouse;
            """);
        var mapping = Write("orders.yaml", "format: csv\ncase: ticket\ntime: when\nactivity: what\nlink: team\npromises:\n  - promise: goods\n    due: due\n    kept: last\n");
        var (code, output, error) = await ServerProcess.RunAsync("report", log, "--mapping", mapping);
        Assert.Equal(3, code);
        Assert.Contains("1 of 2 promises broken", error, StringComparison.Ordinal);
        Assert.Contains("'soon' is no time", error, StringComparison.Ordinal);
        Assert.Contains("courier", output, StringComparison.Ordinal);
        (_, output, _) = await ServerProcess.RunAsync("report", log, "--mapping", mapping, "--format", "csv", "--by", "cause");
        Assert.StartsWith("key,served,broken,rate", output, StringComparison.Ordinal);
        var page = Path.Combine(_folder, "report.html");
        await ServerProcess.RunAsync("report", log, "--mapping", mapping, "--out", page);
        var html = await File.ReadAllTextAsync(page);
        Assert.Contains("&lt;b&gt;warehouse&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        // It asks for nothing, and runs nothing.
        Assert.DoesNotMatch("(src|href)=|@import|url\\(|<script", html);
    }

    [Theory]
    [InlineData("There is no file", "report", "nowhere.csv", "--mapping", "MAPPING")]
    [InlineData("There is no file", "report", "LOG", "--mapping", "nowhere.yaml")]
    [InlineData("--mapping", "report", "LOG")]
    [InlineData("is no instant", "report", "LOG", "--mapping", "MAPPING", "--as-of", "yesterday")]
    [InlineData("needs --format", "report", "LOG", "--mapping", "MAPPING", "--out", "x.txt")]
    [InlineData("is no catalogue", "report", "LOG", "--mapping", "MAPPING", "--catalogue", "LOG")]
    [InlineData("cannot be read", "report", "MAPPING", "--mapping", "XES")]
    [InlineData("not recognized", "report", "LOG", "--mapping", "MAPPING", "--by", "weather")]
    public async Task What_is_not_understood_is_said(string why, params string[] arguments)
    {
        var log = Write("log.csv", "a;b;c\n1;2026-03-02 09:00;x\n");
        var mapping = Write("map.yaml", "format: csv\ncase: a\ntime: b\nactivity: c\n");
        var xes = Write("xes.yaml", "format: xes\ncase: concept:name\ntime: time:timestamp\nactivity: concept:name\n");
        var (code, output, error) = await ServerProcess.RunAsync([.. arguments.Select(a => a switch { "LOG" => log, "MAPPING" => mapping, "XES" => xes, _ => a })]);
        Assert.True(code is 1 or 2, $"{code} {output} {error}");
        Assert.Contains(why, error, StringComparison.Ordinal);
    }

    async Task SameAsync(string asOf, string log, string mapping, params string[] more) => await SameAsync(asOf, log, mapping, shape.Http, more);

    static async Task SameAsync(string asOf, string log, string mapping, HttpClient server, params string[] more)
    {
        await new JourneyTraceClient(server).CaughtUpAsync();
        var (code, output, error) = await ServerProcess.RunAsync(["report", log, "--mapping", Mapping(mapping), "--format", "json", "--as-of", asOf, .. more]);
        Assert.True(code == 0, error);
        var report = JsonNode.Parse(output)!;
        foreach (var (by, hotspots) in report["hotspots"]!.AsObject())
            Same(await AskAsync(server, $"v1/hotspots?by={by}&limit=1000&asOf={asOf}"), hotspots!, by);
        Assert.True(report["hotspots"]!["link"]!["broken"]!.GetValue<int>() > 0);
        Same((await AskAsync(server, $"v1/handoffs?limit=1000&asOf={asOf}"))["items"]!, report["handoffs"]!, "hand-offs");
        Same((await AskAsync(server, $"v1/trend?by=month&limit=1000&asOf={asOf}"))["items"]!, report["trend"]!, "trend");
        Same((await AskAsync(server, $"v1/variants?limit=50&asOf={asOf}"))["items"]!, report["variants"]!["items"]!, "variants");
        Same((await AskAsync(server, $"v1/ping-pong?limit=1000&asOf={asOf}"))["items"]!, report["pingPong"]!, "ping-pong");
        Same(await AskAsync(server, $"v1/split?asOf={asOf}"), report["split"]!, "split");
    }

    static async Task<JsonNode> AskAsync(HttpClient server, string path) => JsonNode.Parse(await server.GetStringAsync(path))!;

    static void Same(JsonNode expected, JsonNode actual, string what)
    {
        // How a list goes on is the server's alone.
        foreach (var node in new[] { expected, actual }.OfType<JsonObject>())
            node.Remove("next");
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{what}: {expected.ToJsonString()}\nis not\n{actual.ToJsonString()}");
    }

    static string Mapping(string name) => Path.Combine(Repository.Root, "docs/mappings", name);

    string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
