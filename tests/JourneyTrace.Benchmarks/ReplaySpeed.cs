using System.Diagnostics;
using JourneyTrace.Client;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Benchmarks;

/// <summary>All read models from zero, of a million events in 100,000 cases; against reading the rows of the log and nothing else.</summary>
static class ReplaySpeed
{
    const int Cases = 100_000;

    public static async Task RunAsync(PostgresCluster cluster)
    {
        var database = await cluster.NewDatabaseAsync();
        await using var server = await BenchServer.StartAsync(database);
        await server.PostAsync(Enumerable.Range(0, Cases).SelectMany(BenchmarkCase.Lines));
        await server.CaughtUpAsync();
        var table = new Measured("a million events", "a second", "against reading case by case");
        var all = await ReadAsync(database, "select xid, position, case_no, time, type, id, data from journeytrace.events");
        var byCase = await ReadAsync(database, "select case_no, time, type, id, data from journeytrace.events order by tenant, case_no");
        table.Row($"the rows of the log read, in any order", $"{all:N0}", $"{all / byCase:N2}");
        table.Row($"the rows of the log read, case by case (the reference)", $"{byCase:N0}", $"1.00");
        foreach (var round in new[] { "first", "second", "third" })
        {
            var clock = Stopwatch.StartNew();
            await server.Client.SendAsync<ReplayState>(new HttpRequestMessage(HttpMethod.Post, "v1/replay"), CancellationToken.None);
            while ((await server.Client.GetAsync<ReplayState>("v1/replay", CancellationToken.None)).Running)
                await Task.Delay(20);
            var perSecond = Cases * 10 / clock.Elapsed.TotalSeconds;
            table.Row($"replayed from zero, read models written ({round})", $"{perSecond:N0}", $"{perSecond / byCase:N2}");
        }
        table.End();
    }

    static async Task<double> ReadAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync();
        await using (var quiet = new NpgsqlCommand("set row_security = off; set work_mem = '256MB'", connection))
            await quiet.ExecuteNonQueryAsync();
        var clock = Stopwatch.StartNew();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = 0L;
        while (await reader.ReadAsync())
            rows++;
        return rows / clock.Elapsed.TotalSeconds;
    }
}
