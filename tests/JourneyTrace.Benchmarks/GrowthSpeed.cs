using System.Diagnostics;
using JourneyTrace.Client;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Benchmarks;

/// <summary>What an event costs when the log holds a million, and when it holds ten.</summary>
static class GrowthSpeed
{
    const int Step = 20_000;

    public static async Task RunAsync(PostgresCluster cluster)
    {
        var database = await cluster.NewDatabaseAsync();
        await using var server = await BenchServer.StartAsync(database);
        var table = new Measured("events in the log", "appended a second (last 200,000)", "replayed a second", "hotspots p95 ms", "filtered p95 ms", "trace p50 ms", "log and keys, bytes an event", "read models, bytes an event", "server's most memory");
        var cases = 0;
        foreach (var millions in new[] { 1, 10 })
        {
            var appended = 0.0;
            while (cases < millions * 100_000)
            {
                appended = await AppendAsync(server, cases);
                cases += Step;
            }
            await server.CaughtUpAsync();
            var clock = Stopwatch.StartNew();
            await server.Client.SendAsync<ReplayState>(new HttpRequestMessage(HttpMethod.Post, "v1/replay"), CancellationToken.None);
            while ((await server.Client.GetAsync<ReplayState>("v1/replay", CancellationToken.None)).Running)
                await Task.Delay(50);
            var replayed = cases * 10 / clock.Elapsed.TotalSeconds;
            await server.Http.GetAsync("v1/hotspots");
            await Task.Delay(5000);
            var (all, filtered) = (await P95Async(server, "v1/hotspots?by=link"), await P95Async(server, "v1/hotspots?by=handoff&link=finance&kind=bench"));
            var trace = await P95Async(server, "v1/cases/bench-050000/trace", 0.5);
            var (log, models) = await SizesAsync(database);
            table.Row($"{cases * 10:N0}", $"{appended:N0}", $"{replayed:N0}", $"{all:N0}", $"{filtered:N0}", $"{trace:N2}", $"{(double)log / cases / 10:N0}", $"{(double)models / cases / 10:N0}", $"{server.PeakMegabytes:N0} MB");
        }
        table.End();
    }

    static async Task<double> AppendAsync(BenchServer server, int from)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(from, Step).SelectMany(BenchmarkCase.Lines)));
        var clock = Stopwatch.StartNew();
        await server.Client.PostLinesAsync(new MemoryStream(body), false, CancellationToken.None);
        return Step * 10 / clock.Elapsed.TotalSeconds;
    }

    static async Task<double> P95Async(BenchServer server, string path, double quantile = 0.95)
    {
        var times = new List<double>();
        for (var i = 0; i < 65; i++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await server.Http.GetAsync(path);
            await answer.Content.ReadAsByteArrayAsync();
            answer.EnsureSuccessStatusCode();
            if (i >= 5)
                times.Add(clock.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        return times[(int)Math.Ceiling(times.Count * quantile) - 1];
    }

    static async Task<(long Log, long Models)> SizesAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("""
            select coalesce(sum(pg_total_relation_size(c.oid)) filter (where c.relname ~ '^(events(_.*)?|event_keys|case_names|source_names)$'), 0)::bigint,
              coalesce(sum(pg_total_relation_size(c.oid)) filter (where c.relname !~ '^(events(_.*)?|event_keys|case_names|source_names)$'), 0)::bigint
            from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'journeytrace' and c.relkind in ('r', 'p')
            """);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
