using System.Diagnostics;
using JourneyTrace.Client;
using JourneyTrace.Postgres;
using JourneyTrace.Server.Tests;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Faults.Tests;

/// <summary>Processes are killed under load (SIGKILL): nothing that was acknowledged is lost, nothing is there twice, answers are those of a replay.</summary>
[Trait("Category", "Fault")]
public sealed class Killing(Servers servers, ITestOutputHelper output)
{
    const string Victim = "to be killed";

    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    static CancellationToken Stop => CancellationToken.None;

    [Fact]
    public async Task Intake()
    {
        var database = await servers.Cluster.NewDatabaseAsync();
        ServerProcess? intake = await ServerProcess.StartAsync("serve", "--roles", "intake", "--postgres", database);
        await using var store = new PostgresStore(database);
        var (history, random) = (new History(), new Random(7));
        await using var load = new Load(history, () => intake?.Address, (await store.TenantAsync("default", Stop)).Log);
        load.Start();
        var times = Length.Of(8, 200);
        for (var kill = 0; kill < times; kill++)
        {
            await Task.Delay(random.Next(300, 2000));
            var killed = intake;
            intake = null;
            await killed.KillAsync();
            await killed.DisposeAsync();
            intake = await ServerProcess.StartAsync("serve", "--roles", "intake", "--postgres", database);
        }
        await load.EndAsync();
        await CheckAsync($"Intake was killed {times} times", history, store);
        await intake.DisposeAsync();
    }

    [Fact]
    public async Task PostgreSql()
    {
        var database = await servers.Cluster.NewDatabaseAsync();
        await using var server = await ServerProcess.StartAsync("serve", "--postgres", database);
        await using var store = new PostgresStore(database);
        var (history, random) = (new History(), new Random(8));
        await using var load = new Load(history, () => server.Address, (await store.TenantAsync("default", Stop)).Log);
        load.Start();
        var times = Length.Of(4, 50);
        for (var kill = 0; kill < times; kill++)
        {
            await Task.Delay(random.Next(200, 1500));
            await servers.Cluster.KillAsync();
        }
        await Task.Delay(500);
        await load.EndAsync();
        await CheckAsync($"PostgreSQL was killed {times} times", history, store);
        await VerifyAsync(server.Address);
    }

    /// <summary>One of its processes is killed, as a machine that is short of memory does: PostgreSQL ends all others, and recovers by itself.</summary>
    [Fact]
    public async Task One_process_of_PostgreSql()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        var database = await cluster.NewDatabaseAsync();
        await using var server = await ServerProcess.StartAsync("serve", "--postgres", database);
        await using var store = new PostgresStore(database);
        var (history, random) = (new History(), new Random(11));
        await using var load = new Load(history, () => server.Address, (await store.TenantAsync("default", Stop)).Log);
        using var http = new HttpClient { BaseAddress = server.Address };
        load.Start();
        var times = Length.Of(4, 50);
        for (var kill = 0; kill < times; kill++)
        {
            await Task.Delay(random.Next(500, 1500));
            // What reports know is of just now: some of it was not made lasting.
            await http.GetAsync(new Uri("v1/hotspots", UriKind.Relative), Stop);
            await cluster.KillOneAsync();
        }
        await Task.Delay(1000);
        await load.EndAsync();
        await CheckAsync($"One process of PostgreSQL was killed {times} times", history, store);
        await VerifyAsync(server.Address);
        // Each promise is broken by its term, and counted as that by reports, too.
        var counted = await new JourneyTraceClient(http).GetAsync<HotspotsAnswer>("v1/hotspots", Stop);
        Assert.Equal(history.Acknowledged, counted.Promises);
    }

    [Theory]
    [InlineData("The only Tracer", "intake,insight")]
    [InlineData("One of two Tracers", "intake,insight,tracer")]
    public async Task Tracers(string which, string others)
    {
        var database = await servers.Cluster.NewDatabaseAsync();
        await using var server = await ServerProcess.StartAsync("serve", "--roles", others, "--postgres", database);
        string[] roles = ["serve", "--roles", "tracer", "--postgres", $"{database};Application Name={Victim}"];
        var tracer = await ServerProcess.StartAsync(roles);
        await using var store = new PostgresStore(database);
        var (history, random, amidst) = (new History(), new Random(9), 0);
        await using var load = new Load(history, () => server.Address, (await store.TenantAsync("default", Stop)).Log);
        load.Start();
        var times = Length.Of(6, 100);
        // Now and then it is not caught in time; those times do not count.
        var kills = 0;
        for (; amidst < times && kills < 4 * times; kills++)
        {
            await Task.Delay(random.Next(100, 900));
            amidst += await WritesABatchAsync(database) ? 1 : 0;
            await tracer.KillAsync();
            await tracer.DisposeAsync();
            tracer = await ServerProcess.StartAsync(roles);
        }
        await load.EndAsync();
        await CheckAsync($"{which} was killed {kills} times, {amidst} of them while it wrote a batch", history, store);
        Assert.True(amidst == times, $"It was caught in a batch {amidst} times only");
        await VerifyAsync(server.Address);
        // Each promise was broken once, and is said to be once.
        Assert.Equal((history.Acknowledged, history.Acknowledged), (await NumberAsync(database, "select count(*) from journeytrace.finding_changes where kind = 'promise-broken'"),
            await NumberAsync(database, "select count(distinct (case_no, subject)) from journeytrace.finding_changes where kind = 'promise-broken' and state = 'new'")));
        await tracer.DisposeAsync();
    }

    /// <summary>Waits until the one that is to be killed has written some of a batch and not all: until it holds its checkpoint. Not for ever.</summary>
    static async Task<bool> WritesABatchAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand($"""
            select exists (
              select from pg_stat_activity a join pg_locks l on l.pid = a.pid
              where a.application_name = '{Victim}' and l.relation = 'journeytrace.checkpoints'::regclass and l.mode = 'RowExclusiveLock')
            """, connection);
        await command.PrepareAsync(Stop);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < LongestWait;)
        {
            if ((bool)(await command.ExecuteScalarAsync(Stop))!)
                return true;
        }
        return false;
    }

    async Task CheckAsync(string what, History history, PostgresStore store)
    {
        var tenant = await store.TenantAsync("default", Stop);
        var anomalies = (await history.CheckAsync(tenant.Log, Stop)).Concat(await People.MissingAsync(tenant, Stop)).ToList();
        output.WriteLine($"{what}: {history}");
        Console.WriteLine($"    {what}: {history}");
        Assert.True(anomalies.Count == 0, string.Join('\n', anomalies.Take(20)));
        Assert.True(history.Acknowledged > 100, "Hardly anything was tried");
    }

    static async Task VerifyAsync(Uri server)
    {
        using var http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(5) };
        await new JourneyTraceClient(http).VerifiedAsync(Stop);
    }

    static async Task<long> NumberAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }
}
