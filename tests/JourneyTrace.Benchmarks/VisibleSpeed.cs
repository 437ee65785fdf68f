using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Benchmarks;

/// <summary>From the answer to an event until hotspots count its promise: while nothing else happens, under half load, and after an append that was rolled back.</summary>
static class VisibleSpeed
{
    public static async Task RunAsync(PostgresCluster cluster)
    {
        var database = await cluster.NewDatabaseAsync();
        await using var server = await BenchServer.StartAsync(database);
        await server.PostAsync(Enumerable.Range(0, 20_000).SelectMany(BenchmarkCase.Lines));
        await server.CaughtUpAsync();
        var table = new Measured("committed to visible", "p50 ms", "p99 ms", "slowest ms", "measured");
        await SeenAsync(server, "warm", 60);
        await PrintAsync(table, "idle", () => SeenAsync(server, "idle", 300));
        await PrintAsync(table, "idle, after an append that was rolled back", () => SeenAsync(server, "rolled", 100, () => RolledBackAsync(database)));
        var (most, _, _, _) = await AppendSpeed.WrkAsync(server, 8, "most", 6);
        using var stop = new CancellationTokenSource();
        var load = LoadAsync(server, most / 2, stop.Token);
        await Task.Delay(2000);
        await PrintAsync(table, Measured.Text($"half load ({most / 2:N0} single events a second beside it)"), () => SeenAsync(server, "half", 300));
        await stop.CancelAsync();
        await load;
        table.End();
    }

    static async Task PrintAsync(Measured table, string name, Func<Task<List<double>>> measure)
    {
        var times = await measure();
        times.Sort();
        table.Row($"{name}", $"{times[times.Count / 2]:N1}", $"{times[(int)Math.Ceiling(times.Count * 0.99) - 1]:N1}", $"{times[^1]:N1}", $"{times.Count}");
    }

    /// <summary>A promise that was due long ago, in a kind of its own: seen when hotspots of that kind count it.</summary>
    static async Task<List<double>> SeenAsync(BenchServer server, string name, int count, Func<Task>? before = null)
    {
        var times = new List<double>();
        for (var i = 0; i < count; i++)
        {
            if (before is not null)
                await before();
            await Task.Delay(40 + i % 7 * 9);
            var id = $"{name}-{i}";
            var json = "[" + Told.Json(id + "-o", "case.opened", id, Told.Monday, $$"""{"kind":"{{id}}"}""") + "," +
                Told.Json(id, "promise.made", id, Told.Monday, """{"promise":"p","by":"store","within":"PT4H"}""") + "]";
            using var answer = await server.Http.PostAsync("v1/events", new StringContent(json, Encoding.UTF8, "application/json"));
            answer.EnsureSuccessStatusCode();
            var clock = Stopwatch.StartNew();
            while ((await server.Http.GetFromJsonAsync<JsonElement>($"v1/hotspots?by=link&kind={id}")).GetProperty("promises").GetInt64() == 0)
                await Task.Delay(1);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        return times;
    }

    static async Task RolledBackAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand("""
            insert into journeytrace.events (tenant, source_no, case_no, time, key, content, type, id, data)
            select tenant, source_no, case_no, time, gen_random_uuid(), content, type, 'rolled back', data from journeytrace.events limit 1
            """, connection);
        await insert.ExecuteNonQueryAsync();
        await transaction.RollbackAsync();
    }

    static async Task LoadAsync(BenchServer server, double perSecond, CancellationToken stop)
    {
        var (clock, sent, running) = (Stopwatch.StartNew(), 0, new List<Task>());
        while (!stop.IsCancellationRequested)
        {
            for (; sent < clock.Elapsed.TotalSeconds * perSecond; sent++)
                running.Add(PostAsync(server, sent));
            running.RemoveAll(task => task.IsCompleted);
            await Task.Delay(1, CancellationToken.None);
        }
        await Task.WhenAll(running);
    }

    static async Task PostAsync(BenchServer server, int number)
    {
        var json = Told.Json($"load-{number}", "activity.recorded", $"load-{number / 10}", Told.Monday, """{"activity":"looked at","link":"store"}""");
        using var answer = await server.Http.PostAsync("v1/events", new StringContent(json, Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();
    }
}
