using System.Diagnostics;
using System.Globalization;
using System.Text;
using JourneyTrace.Client;
using JourneyTrace.Demo;

namespace JourneyTrace.Benchmarks;

/// <summary>How long each report takes over 100,000 cases (some 1.3 million events) of the made-up company, or as many as are asked for.</summary>
static class ReportSpeed
{
    public const int UsualCases = 100_000;

    const int Rounds = 40;
    const int Warming = 5;

    static readonly DateTime End = new(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);

    static readonly string[] Reports =
    [
        "hotspots?by=link", "hotspots?by=handoff", "hotspots?by=cause", "hotspots?by=element", "hotspots?by=decision", "hotspots?by=segment", "hotspots?by=kind", "hotspots?by=promise",
        "hotspots?by=procedure", "handoffs?", "split?", "links?", "map?", "map?by=activity", "map?by=link", "variants?", "ping-pong?", "rework?", "temporal-profile?", "waiting?",
        "push-to-front?", "complaints/funnel?", "complaints?", "decisions?", "decisions/hiring-freeze/impact?", "procedures?", "procedures/swapping/conformance?", "segments?", "makers?",
        "effort?", "costs?", "flow?", "conflicts?", "relations?", "understanding?", "elements?", "correctives?", "terms?", "catalogue/suggest-terms?", "forecast?", "findings?",
        "cases?", "cases?status=failed", "promises?", "promises?status=failed", "trend?", "what-if?", "what-if?exact=true", "ping-pong?by=person", "map?by=lifecycle", "makers?by=channel", "compare?a=segment%3Dgold&b=segment%3Dsilver", "cases/demo-050000/trace?",
    ];

    static readonly string[] Filters = ["", "&kind=payment", "&link=finance&from=2026-06-01T00:00:00Z"];

    public static async Task RunAsync(Testing.PostgresCluster cluster, int cases)
    {
        await using var server = await BenchServer.StartAsync(await cluster.NewDatabaseAsync());
        await RunAsync(server.Http, cases);
    }

    public static async Task RunAsync(HttpClient http, int cases)
    {
        await FillAsync(new JourneyTraceClient(http), cases);
        // The first question after a great change waits until all of it is in memory.
        var first = Stopwatch.StartNew();
        await http.GetAsync("v1/hotspots");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The first question took {first.Elapsed.TotalSeconds:N1} s."));
        await Task.Delay(3000);
        Console.WriteLine("| report | filter | median ms | p95 ms |");
        Console.WriteLine("|---|---|---|---|");
        var stolen = new Stolen();
        foreach (var report in Reports)
        {
            foreach (var filter in Filters)
            {
                var path = "v1/" + report.TrimEnd('?') + (filter.Length == 0 ? "" : (report.Contains('?', StringComparison.Ordinal) && !report.EndsWith('?') ? "&" : "?") + filter[1..]);
                if (await TimeAsync(http, path) is not { } times)
                    continue;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {report.TrimEnd('?')} | {filter.TrimStart('&')} | {times[times.Count / 2]:N0} | {times[(int)Math.Ceiling(times.Count * 0.95) - 1]:N0} |"));
            }
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Stolen: {stolen.Part():P0}"));
    }

    /// <summary>Null where the report takes no such filter.</summary>
    static async Task<List<double>?> TimeAsync(HttpClient http, string path)
    {
        var times = new List<double>();
        for (var i = 0; i < Rounds + Warming; i++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await (path.StartsWith("v1/what-if", StringComparison.Ordinal) ? http.PostAsync(path, new StringContent("""{"drop":[{"link":"finance"}]}""", Encoding.UTF8, "application/json")) : http.GetAsync(path));
            await answer.Content.ReadAsByteArrayAsync();
            if (answer.StatusCode is System.Net.HttpStatusCode.BadRequest or System.Net.HttpStatusCode.NotFound)
                return null;
            answer.EnsureSuccessStatusCode();
            if (i >= Warming)
                times.Add(clock.Elapsed.TotalMilliseconds);
            if (clock.Elapsed > TimeSpan.FromSeconds(3))
                return [clock.Elapsed.TotalMilliseconds];
        }
        times.Sort();
        return times;
    }

    static async Task FillAsync(JourneyTraceClient client, int cases)
    {
        if ((await client.GetAsync<Page<CaseItem>>("v1/cases?limit=1", CancellationToken.None)).Items.Count == 0)
        {
            await client.SendAsync<CatalogueAnswer>(
                new HttpRequestMessage(HttpMethod.Put, "v1/catalogue") { Content = new StringContent(DemoCompany.Catalogue, Encoding.UTF8, "application/json") }, CancellationToken.None);
            var company = new DemoCompany(End, cases);
            foreach (var lines in company.Organisation().Concat(company.Cases().SelectMany(c => c.Lines)).Chunk(200_000))
                await client.PostLinesAsync(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), false, CancellationToken.None);
        }
        while ((await client.GetAsync<Readiness>("health/ready", CancellationToken.None)).Lag is not { Events: 0, Cases: 0 })
            await Task.Delay(500);
    }
}
