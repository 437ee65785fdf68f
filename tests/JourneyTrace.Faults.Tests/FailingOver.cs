using JourneyTrace.Postgres;
using JourneyTrace.Server.Tests;
using JourneyTrace.Testing;

namespace JourneyTrace.Faults.Tests;

/// <summary>The primary dies under load, and its standby goes on: nothing that was acknowledged is lost, as it was acknowledged by both.</summary>
[Trait("Category", "Fault")]
public sealed class FailingOver(ITestOutputHelper output)
{
    static readonly TimeSpan Behind = TimeSpan.FromMilliseconds(100);

    static CancellationToken Stop => CancellationToken.None;

    [Fact]
    public async Task To_a_synchronous_standby()
    {
        var anomalies = new List<string>();
        var (history, times) = (new History(), Length.Of(2, 20));
        await using var first = await PostgresCluster.StartAsync();
        var database = await first.NewDatabaseAsync();
        var (primary, folder) = (first.Server, await Standbys.FolderOfAsync(first.Server));
        var standbys = new List<PostgresReplica>();
        ServerProcess? server = null;
        var store = new PostgresStore(database);
        await store.MigrateAsync(Stop);
        var log = new MovingLog((await store.TenantAsync("default", Stop)).Log);
        await using var load = new Load(history, () => server?.Address, log);
        load.Start();
        try
        {
            for (var i = 0; i < times; i++)
            {
                var standby = await Standbys.OfAsync(primary);
                standbys.Add(standby);
                server = await ServerProcess.StartAsync("serve", "--roles", "intake", "--postgres", database);
                await Task.Delay(2500);
                var dying = server;
                server = null;
                await PostgresCluster.KillAllAsync(folder);
                await dying.KillAsync();
                await dying.DisposeAsync();
                await standby.PromoteAsync();
                (primary, folder, database) = (standby.Server, standby.Folder, standby.Of(database));
                await store.DisposeAsync();
                store = new PostgresStore(database);
                log.Now = (await store.TenantAsync("default", Stop)).Log;
            }
            await Standbys.SetAsync(primary, "synchronous_standby_names", "");
            server = await ServerProcess.StartAsync("serve", "--roles", "intake", "--postgres", database);
            await load.EndAsync();
            anomalies.AddRange(await history.CheckAsync(log, Stop));
            anomalies.AddRange(await People.MissingAsync(await store.TenantAsync("default", Stop), Stop));
            var said = $"The primary was killed and its synchronous standby promoted {times} times: {history}";
            output.WriteLine(said);
            Console.WriteLine("    " + said);
        }
        finally
        {
            if (server is not null)
                await server.DisposeAsync();
            await store.DisposeAsync();
            foreach (var standby in standbys)
                await standby.DisposeAsync();
        }
        Assert.True(anomalies.Count == 0, string.Join('\n', anomalies.Take(20)));
        Assert.True(history.Acknowledged > 100, "Hardly anything was tried");
    }

    /// <summary>
    /// The standby stands still, and then the primary dies: longer than any patience of ours, as a statement that is given up tells PostgreSQL to wait no more, and a
    /// commit that waits no more is a success on the primary alone.
    /// </summary>
    [Fact]
    public async Task To_a_synchronous_standby_that_stood_still()
    {
        await using var first = await PostgresCluster.StartAsync();
        var database = await first.NewDatabaseAsync();
        var history = new History();
        await using var before = new PostgresStore(database);
        await before.MigrateAsync(Stop);
        var log = new MovingLog((await before.TenantAsync("default", Stop)).Log);
        await using var standby = await Standbys.OfAsync(first.Server);
        ServerProcess? server = await ServerProcess.StartAsync("serve", "--roles", "intake", "--postgres", database);
        await using var load = new Load(history, () => server?.Address, log);
        load.Start();
        await Task.Delay(2000);
        await PostgresCluster.SignalAsync(standby.Folder, "STOP", "walreceiver");
        // Answers that were on their way when it stood still come through.
        await Task.Delay(3000);
        var (acknowledged, refused) = (history.Acknowledged, history.Refusals);
        await Task.Delay(Length.Of(37_000, 87_000));
        var (since, told) = (history.Acknowledged - acknowledged, history.Refusals - refused);
        var dying = server;
        server = null;
        await PostgresCluster.KillAllAsync(await Standbys.FolderOfAsync(first.Server));
        await dying.KillAsync();
        await dying.DisposeAsync();
        await PostgresCluster.SignalAsync(standby.Folder, "CONT", "walreceiver");
        await standby.PromoteAsync();
        await Standbys.SetAsync(standby.Server, "synchronous_standby_names", "");
        await using var after = new PostgresStore(standby.Of(database));
        log.Now = (await after.TenantAsync("default", Stop)).Log;
        await using var next = await ServerProcess.StartAsync("serve", "--roles", "intake", "--postgres", standby.Of(database));
        server = next;
        await load.EndAsync();
        var anomalies = await history.CheckAsync(log, Stop);
        var said = $"A synchronous standby stood still and was then promoted: {history}; {since} acknowledged and {told} told to come again while it stood still";
        output.WriteLine(said);
        Console.WriteLine("    " + said);
        Assert.True(anomalies.Count == 0, string.Join('\n', anomalies.Take(20)));
        Assert.Equal(0, since);
        Assert.True(told > 0, "Nobody was told to come again while it stood still");
    }

    /// <summary>What it had not received yet is lost, and nothing else; how much that is, is said.</summary>
    [Fact]
    public async Task To_an_asynchronous_standby_loses_the_end_alone()
    {
        var (times, lost, acknowledged) = (Length.Of(1, 10), new List<int>(), 0);
        for (var i = 0; i < times; i++)
        {
            await using var cluster = await PostgresCluster.StartAsync();
            var database = await cluster.NewDatabaseAsync();
            var history = new History();
            var server = await ServerProcess.StartAsync("serve", "--roles", "intake", "--postgres", database);
            await using var before = new PostgresStore(database);
            var log = new MovingLog((await before.TenantAsync("default", Stop)).Log);
            await using var load = new Load(history, () => server?.Address, log, batches: false);
            await using var standby = await cluster.StartReplicaAsync();
            load.Start();
            await Task.Delay(2500);
            // A little behind, as over a network.
            await PostgresCluster.SignalAsync(standby.Folder, "STOP", "walreceiver");
            await Task.Delay(Behind);
            var dying = server;
            server = null;
            await PostgresCluster.KillAllAsync(await Standbys.FolderOfAsync(cluster.Server));
            await PostgresCluster.SignalAsync(standby.Folder, "CONT", "walreceiver");
            await dying.DisposeAsync();
            await standby.PromoteAsync();
            await using var after = new PostgresStore(standby.Of(database));
            log.Now = (await after.TenantAsync("default", Stop)).Log;
            await using var next = await ServerProcess.StartAsync("serve", "--postgres", standby.Of(database));
            var until = history.Acknowledged;
            server = next;
            await load.EndAsync();
            lost.Add(await history.LostAsync(log.Now, until, Stop));
            acknowledged += history.Acknowledged;
            using var http = new HttpClient { BaseAddress = next.Address, Timeout = TimeSpan.FromMinutes(2) };
            await new Client.JourneyTraceClient(http).VerifiedAsync(Stop);
        }
        var said = $"The primary was killed and an asynchronous standby that was {Behind.TotalMilliseconds:0} ms behind promoted {times} times: of {acknowledged} acknowledged events {string.Join(", ", lost)} were lost";
        output.WriteLine(said);
        Console.WriteLine("    " + said);
        Assert.DoesNotContain(-1, lost);
        Assert.True(acknowledged > 100, "Hardly anything was tried");
    }
}
