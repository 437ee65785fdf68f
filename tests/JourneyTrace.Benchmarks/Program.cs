using System.Diagnostics;
using System.Globalization;
using System.Text;
using JourneyTrace.Benchmarks;
using JourneyTrace.Client;
using JourneyTrace.Server;
using JourneyTrace.Server.Hosting;
using JourneyTrace.Testing;

// Run: dotnet run -c Release --project tests/JourneyTrace.Benchmarks. Its report goes into docs/performance.md.
// With 'report-file LOG.xes.gz MAPPING': how long `./journeytrace report` takes.
// With 'reports': how long reports take; with an address after it, on a server that runs there and is filled in where it is empty.
if (args is ["report-file", var log, var mapping])
{
    FileReportSpeed.Run(log, mapping);
    return;
}
if (args is ["reports", var address])
{
    using var there = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(10) };
    await ReportSpeed.RunAsync(there);
    return;
}
await using var cluster = await PostgresCluster.StartAsync();
var database = await cluster.NewDatabaseAsync();
if (args is ["reports"])
{
    await using var server = await ServeAsync(database, Roles.All);
    using var http = ClientOf(server);
    await ReportSpeed.RunAsync(http);
    return;
}
var stolen = new Stolen();
var reference = (PerSecond: await BareCopy.RowsPerSecondAsync(database), Stolen: stolen.Part());
var singles = await SinglesAsync(await cluster.NewDatabaseAsync());
var (bulk, replay, visible) = await BulkAsync(await cluster.NewDatabaseAsync());

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
    | what | per second | against COPY into a bare table | stolen |
    |---|---|---|---|
    | COPY of 400-byte rows into a bare table (the reference) | {reference.PerSecond:N0} | 1.000 | {reference.Stolen:P0} |
    | single events over HTTP, 8 clients, each after the other's answer | {singles.PerSecond:N0} | {singles.PerSecond / reference.PerSecond:N3} | {singles.Stolen:P0} |
    | events as NDJSON over HTTP, one stream | {bulk.PerSecond:N0} | {bulk.PerSecond / reference.PerSecond:N3} | {bulk.Stolen:P0} |
    | events replayed from zero, read models written | {replay.PerSecond:N0} | {replay.PerSecond / reference.PerSecond:N3} | {replay.Stolen:P0} |

    Committed to visible when idle: median {visible.Median:N1} ms, the slowest of {visible.Count} {visible.Slowest:N1} ms.
    """));

static async Task<RunningServer> ServeAsync(string database, Roles roles) =>
    await RunningServer.StartAsync(new ServeOptions(roles, "http://127.0.0.1:0", database, ""), CancellationToken.None);

static HttpClient ClientOf(RunningServer server) => new() { BaseAddress = new Uri(server.Addresses[0] + "/"), Timeout = TimeSpan.FromMinutes(10) };

static async Task<(double PerSecond, double Stolen)> SinglesAsync(string database)
{
    const int Clients = 8, Each = 4000;
    await using var server = await ServeAsync(database, Roles.All);
    using var http = ClientOf(server);
    // The compiler needs some seconds of work to have done its own.
    await PostSinglesAsync(http, "warm", Clients, Each);
    var (clock, stolen) = (Stopwatch.StartNew(), new Stolen());
    await PostSinglesAsync(http, "run", Clients, Each);
    return (Clients * Each / clock.Elapsed.TotalSeconds, stolen.Part());
}

static Task PostSinglesAsync(HttpClient http, string name, int clients, int each) => Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
{
    for (var i = 0; i < each; i++)
    {
        var json = Told.Json($"{name}-{client}-{i}", "activity.recorded", $"{name}-{client}-{i / 10}", Told.Monday.AddSeconds(i), """{"activity":"looked at","link":"store"}""");
        using var answer = await http.PostAsync("v1/events", new StringContent(json, Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();
    }
})));

static async Task<((double PerSecond, double Stolen) Bulk, (double PerSecond, double Stolen) Replay, (double Median, double Slowest, int Count) Visible)> BulkAsync(string database)
{
    const int Cases = 60_000, Warming = 10_000;
    (double, double) bulk;
    var body = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, Cases).SelectMany(BenchmarkCase.Lines)));
    var events = body.AsSpan().Count((byte)'\n') + 1;
    await using (var intake = await ServeAsync(database, Roles.Intake | Roles.Insight))
    {
        var client = new JourneyTraceClient(ClientOf(intake));
        await client.PostLinesAsync(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(Cases, Warming).SelectMany(BenchmarkCase.Lines)))), false, CancellationToken.None);
        var (clock, stolen) = (Stopwatch.StartNew(), new Stolen());
        await client.PostLinesAsync(new MemoryStream(body), false, CancellationToken.None);
        bulk = (events / clock.Elapsed.TotalSeconds, stolen.Part());
    }
    await using var server = await ServeAsync(database, Roles.All);
    var all = new JourneyTraceClient(ClientOf(server));
    while ((await all.GetAsync<Readiness>("health/ready", CancellationToken.None)).Lag is not { Events: 0, Cases: 0 })
        await Task.Delay(200);
    var (replaying, stolenMeanwhile) = (Stopwatch.StartNew(), new Stolen());
    await all.SendAsync<ReplayState>(new HttpRequestMessage(HttpMethod.Post, "v1/replay"), CancellationToken.None);
    while ((await all.GetAsync<ReplayState>("v1/replay", CancellationToken.None)).Running)
        await Task.Delay(20);
    var replay = ((events + Warming * 10) / replaying.Elapsed.TotalSeconds, stolenMeanwhile.Part());
    await Task.Delay(3000);
    return (bulk, replay, await VisibleAsync(ClientOf(server)));
}

static async Task<(double Median, double Slowest, int Count)> VisibleAsync(HttpClient http)
{
    var times = new List<double>();
    for (var i = 0; i < 40; i++)
    {
        await Task.Delay(150);
        var json = Told.Json($"seen-{i}", "promise.made", $"seen-{i}", Told.Monday, """{"promise":"p","by":"store","within":"PT4H"}""");
        using var answer = await http.PostAsync("v1/events", new StringContent(json, Encoding.UTF8, "application/json"));
        var clock = Stopwatch.StartNew();
        while (!(await http.GetAsync($"v1/cases/seen-{i}")).IsSuccessStatusCode)
            await Task.Delay(1);
        times.Add(clock.Elapsed.TotalMilliseconds);
    }
    times.Sort();
    return (times[times.Count / 2], times[^1], times.Count);
}
