using System.Diagnostics;
using JourneyTrace.Client;
using JourneyTrace.Postgres;
using JourneyTrace.Server.Tests;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Faults.Tests;

/// <summary>The database is away, has no connection left, or no room: who posts is told to come again, nothing acknowledged is lost, and it goes on without help.</summary>
[Trait("Category", "Fault")]
public sealed class Starving(Servers servers, ITestOutputHelper output)
{
    static CancellationToken Stop => CancellationToken.None;

    [Fact]
    public async Task The_database_is_away()
    {
        var away = TimeSpan.FromSeconds(Length.Of(8, 600));
        await UnderLoadAsync(servers.Cluster, $"The database was away for {away.TotalSeconds:0} s", presses: true, () => servers.Cluster.KillAsync(away));
    }

    [Fact]
    public async Task No_connection_is_left()
    {
        var times = Length.Of(2, 20);
        await UnderLoadAsync(servers.Cluster, $"All connections were taken {times} times for 4 s, the server's own, too", presses: false, async () =>
        {
            for (var i = 0; i < times; i++)
            {
                var taken = new List<NpgsqlConnection>();
                try
                {
                    // The four seconds are those from when there is none left: a busy machine takes its time until then.
                    await TakeAllAsync(taken);
                    for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(4); await Task.Delay(100))
                    {
                        await EndOthersAsync(taken[0]);
                        await TakeAllAsync(taken);
                    }
                }
                finally
                {
                    foreach (var connection in taken)
                        await connection.DisposeAsync();
                }
                await Task.Delay(1000);
            }
        });
    }

    /// <summary>Every connection that there is still.</summary>
    async Task TakeAllAsync(List<NpgsqlConnection> taken)
    {
        while (await TryOpenAsync(servers.Cluster.Server.ConnectionString) is { } connection)
            taken.Add(connection);
        Assert.NotEmpty(taken);
    }

    /// <summary>It neither answers nor breaks off, as behind a network that swallows everything: who posts hears of it before he gives up.</summary>
    [Fact]
    public async Task The_database_hangs()
    {
        var hangs = TimeSpan.FromSeconds(Length.Of(20, 120));
        await UnderLoadAsync(servers.Cluster, $"The database hung for {hangs.TotalSeconds:0} s", presses: true, () => servers.Cluster.HangAsync(hangs));
    }

    [Fact]
    public async Task The_disk_is_full()
    {
        var folder = Directory.CreateTempSubdirectory("journeytrace-small-").FullName;
        var (code, said) = await Programs.RunAsync("mount", null, "-t", "tmpfs", "-o", "size=420m", "tmpfs", folder);
        Assert.SkipUnless(code == 0, "A small file system cannot be mounted here: " + said);
        try
        {
            await using var cluster = await PostgresCluster.StartAsync(folder: Directory.CreateDirectory(Path.Combine(folder, "data")).FullName);
            var ballast = Path.Combine(folder, "ballast");
            await UnderLoadAsync(cluster, "The disk was full", presses: false, async () =>
            {
                await FillAsync(ballast, folder);
                await Task.Delay(Length.Of(8000, 60_000));
                File.Delete(ballast);
                // Where it could not even start again, somebody has to.
                if (await TryOpenAsync(cluster.Server.ConnectionString) is { } connection)
                {
                    await connection.DisposeAsync();
                    return;
                }
                Say("PostgreSQL had given up without room, and was started again, as whatever looks after it would");
                await cluster.KillAsync();
            });
        }
        finally
        {
            await Programs.RunAsync("umount", null, "-l", folder);
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Everything that is left, a little at a time: the server takes some of it meanwhile.</summary>
    static async Task FillAsync(string ballast, string folder)
    {
        await using var file = File.Create(ballast);
        var block = new byte[1 << 20];
        var full = Stopwatch.StartNew();
        while (full.Elapsed < TimeSpan.FromSeconds(3))
        {
            try
            {
                await file.WriteAsync(new DriveInfo(folder).AvailableFreeSpace > block.Length ? block : block.AsMemory(0, 4096));
                await file.FlushAsync();
                full.Restart();
            }
            catch (IOException)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <param name="presses">Whether there are also some who post and wait for nobody.</param>
    async Task UnderLoadAsync(PostgresCluster cluster, string what, bool presses, Func<Task> happens)
    {
        var database = await cluster.NewDatabaseAsync();
        await using var server = await ServerProcess.StartAsync("serve", "--postgres", database);
        await using var store = new PostgresStore(database);
        var history = new History();
        await using var load = new Load(history, () => server.Address, (await store.TenantAsync("default", Stop)).Log);
        load.Start();
        await Task.Delay(1500);
        await AcknowledgedAsync(history, 60, TimeSpan.FromSeconds(30));
        await using var press = new Press(history, server.Address);
        if (presses)
            press.Start();
        await happens();
        await press.EndAsync();
        var recovering = Stopwatch.StartNew();
        var before = history.Acknowledged;
        await AcknowledgedAsync(history, before + 20, TimeSpan.FromSeconds(60));
        recovering.Stop();
        // On a machine that has little time left for it, too.
        await AcknowledgedAsync(history, before + 60, TimeSpan.FromSeconds(30));
        try
        {
            await load.EndAsync();
        }
        catch (Exception e)
        {
            var said = server.Said.Split('\n').Where(line => line.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal)).Take(5);
            throw new InvalidOperationException($"{e.Message}\nThe server said:\n{string.Join('\n', said)}", e);
        }
        var tenant = await store.TenantAsync("default", Stop);
        var anomalies = (await history.CheckAsync(tenant.Log, Stop)).Concat(await People.MissingAsync(tenant, Stop)).ToList();
        var figures = $"{what}: {history}; {(presses ? $"{press}; " : "")}at work again after {recovering.Elapsed.TotalSeconds:0.0} s, most memory {server.PeakMemory / 1048576} MB";
        Say(figures);
        Assert.True(anomalies.Count == 0, string.Join('\n', anomalies.Take(20)));
        Assert.True(history.Acknowledged > 100, "Hardly anything was tried");
        Assert.True(history.Refusals > 0 && (!presses || press.Refused > 0), "Nobody was told to come again");
        Assert.True(recovering.Elapsed < TimeSpan.FromSeconds(60), "It did not come back by itself within a minute");
        Assert.True(server.PeakMemory < 700 << 20, figures);
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
        await new JourneyTraceClient(http).VerifiedAsync(Stop);
    }

    static async Task AcknowledgedAsync(History history, int events, TimeSpan atMost)
    {
        for (var waiting = Stopwatch.StartNew(); history.Acknowledged < events && waiting.Elapsed < atMost;)
            await Task.Delay(50);
    }

    void Say(string what)
    {
        output.WriteLine(what);
        Console.WriteLine("    " + what);
    }

    /// <summary>Ends what the server has.</summary>
    static async Task EndOthersAsync(NpgsqlConnection own)
    {
        await using var end = new NpgsqlCommand("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'journeytrace'", own);
        await end.ExecuteScalarAsync();
    }

    static async Task<NpgsqlConnection?> TryOpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch (NpgsqlException)
        {
            await connection.DisposeAsync();
            return null;
        }
    }
}
