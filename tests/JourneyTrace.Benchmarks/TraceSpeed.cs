using System.Diagnostics;
using JourneyTrace.Testing;

namespace JourneyTrace.Benchmarks;

/// <summary>One case's trace over HTTP, of 50 events, one request after the other, beside 200,000 others.</summary>
static class TraceSpeed
{
    const int Cases = 20_000, Requests = 4000;

    public static async Task RunAsync(PostgresCluster cluster)
    {
        await using var server = await BenchServer.StartAsync(await cluster.NewDatabaseAsync());
        await server.PostAsync(Enumerable.Range(0, Cases).SelectMany(BenchmarkCase.Lines));
        await server.PostAsync(Enumerable.Range(0, 200).SelectMany(Fifty));
        await server.CaughtUpAsync();
        var table = new Measured("a trace of 50 events over HTTP", "p50 ms", "p99 ms");
        await TimeAsync(server, "");
        foreach (var (name, query) in new[] { ("as it stands", ""), ("as it stood", "?asOf=2026-03-02T12:00:00Z") })
        {
            var times = await TimeAsync(server, query);
            table.Row($"{name}", $"{times[times.Count / 2]:N2}", $"{times[(int)(times.Count * 0.99)]:N2}");
        }
        table.End();
    }

    static async Task<List<double>> TimeAsync(BenchServer server, string query)
    {
        var times = new List<double>();
        for (var i = 0; i < Requests; i++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await server.Http.GetAsync($"v1/cases/fifty-{i * 7 % 200}/trace{query}");
            (await answer.Content.ReadAsByteArrayAsync()).AsSpan(0, 1);
            answer.EnsureSuccessStatusCode();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        return times;
    }

    /// <summary>A promise and sixteen hand-offs, three events each.</summary>
    static IEnumerable<string> Fifty(int number)
    {
        var name = $"fifty-{number}";
        yield return Told.Json(name + "-made", "promise.made", name, Told.Monday, """{"promise":"p","by":"store","within":"PT4H"}""");
        for (var i = 0; i < 16; i++)
        {
            yield return Told.Json($"{name}-r{i}", "handoff.requested", name, Told.Monday.AddMinutes(30 * i), $$"""{"handoff":"h{{i}}","from":"store","to":"office-{{i % 5}}","within":"PT20M"}""");
            yield return Told.Json($"{name}-a{i}", "handoff.accepted", name, Told.Monday.AddMinutes(30 * i + 5), $$"""{"handoff":"h{{i}}"}""");
            yield return Told.Json($"{name}-d{i}", "handoff.delivered", name, Told.Monday.AddMinutes(30 * i + 25), $$"""{"handoff":"h{{i}}"}""");
        }
        yield return Told.Json(name + "-kept", "promise.kept", name, Told.Monday.AddHours(9), """{"promise":"p"}""");
    }
}
