using System.Globalization;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Benchmarks;

/// <summary>Single events over HTTP, each answered after its commit, sent by wrk; against pgbench, one row with the same keys a transaction.</summary>
static class AppendSpeed
{
    const int Seconds = 8;

    static readonly string Folder = Path.Combine(Repository.Root, "tests/JourneyTrace.Benchmarks");

    public static async Task RunAsync(PostgresCluster cluster)
    {
        var table = new Measured("single events", "clients", "a second", "against pgbench", "p50 ms", "p99 ms", "failed");
        var rows = await cluster.NewDatabaseAsync();
        await PrepareAsync(rows);
        var pgbench = new Dictionary<int, double>();
        foreach (var clients in new[] { 8, 64 })
        {
            await PgbenchAsync(rows, clients, 2);
            pgbench[clients] = await PgbenchAsync(rows, clients, Seconds);
            table.Row($"pgbench, one row with the same keys", $"{clients}", $"{pgbench[clients]:N0}", $"1.00", $"", $"", $"");
        }
        await using var server = await BenchServer.StartAsync(await cluster.NewDatabaseAsync());
        await WrkAsync(server, 64, "warm-a", 3 * Seconds);
        await WrkAsync(server, 8, "warm-b", Seconds);
        foreach (var (clients, hot) in new[] { (8, false), (64, false), (8, true) })
        {
            await server.CaughtUpAsync();
            var (perSecond, p50, p99, failed) = await WrkAsync(server, clients, $"run-{clients}-{(hot ? "hot" : "many")}", Seconds, hot);
            table.Row($"{(hot ? "events of one case" : "events of many cases")}", $"{clients}", $"{perSecond:N0}", $"{perSecond / pgbench[clients]:N2}", $"{p50:N2}", $"{p99:N2}", $"{failed}");
        }
        table.End();
    }

    static async Task PrepareAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("""
            create table bench_events (tenant int not null default 1, xid xid8 not null default pg_current_xact_id(), position bigint generated always as identity,
              case_no bigint not null, key uuid not null, body text not null, primary key (tenant, xid, position));
            create unique index on bench_events (tenant, key);
            create index on bench_events (tenant, case_no);
            """);
        await command.ExecuteNonQueryAsync();
    }

    static async Task<double> PgbenchAsync(string database, int clients, int seconds)
    {
        var to = new NpgsqlConnectionStringBuilder(database);
        Environment.SetEnvironmentVariable("PGPASSWORD", to.Password);
        var (code, said) = await Programs.RunAsync(
            "pgbench", null, "-n", "-M", "prepared", "-h", to.Host!, "-p", $"{to.Port}", "-U", to.Username!, "-c", $"{clients}", "-j", "1", "-T", $"{seconds}",
            "-f", Path.Combine(Folder, "one-row.sql"), to.Database!);
        var line = said.Split('\n').FirstOrDefault(l => l.StartsWith("tps", StringComparison.Ordinal));
        return code == 0 && line is not null ? double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) : throw new InvalidOperationException(said);
    }

    /// <summary>What wrk says of itself; also used to keep a server half busy.</summary>
    public static async Task<(double PerSecond, double P50, double P99, int Failed)> WrkAsync(BenchServer server, int clients, string run, int seconds, bool hot = false)
    {
        var (_, said) = await Programs.RunAsync(
            "wrk", null, "-t", "1", "-c", $"{clients}", "-d", $"{seconds}s", "-s", Path.Combine(Folder, "append.lua"), server.Address.ToString(), "--", run, hot ? "hot" : "many");
        var result = said.Split('\n').FirstOrDefault(l => l.StartsWith("result", StringComparison.Ordinal)) ?? throw new InvalidOperationException(said);
        var figures = result.Split(' ')[1..].Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        return (figures[0] / (figures[1] / 1e6), figures[2], figures[3], (int)figures[4]);
    }
}
