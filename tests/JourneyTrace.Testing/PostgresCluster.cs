using System.Globalization;
using JourneyTrace.Postgres.Embedded;

namespace JourneyTrace.Testing;

/// <summary>A real PostgreSQL server for one test run, with as many fresh databases as are asked for.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    readonly EmbeddedPostgres _server;
    readonly string _folder;
    int _databases;

    PostgresCluster(EmbeddedPostgres server, string folder)
    {
        _server = server;
        _folder = folder;
    }

    public string Version => _server.Version;

    /// <param name="folder">Where its data are; null for a folder of its own.</param>
    public static async Task<PostgresCluster> StartAsync(ServerPrograms? programs = null, string? folder = null)
    {
        folder ??= Directory.CreateTempSubdirectory("journeytrace-test-").FullName;
        var server = await EmbeddedPostgres.StartAsync(folder, programs, CancellationToken.None);
        return new PostgresCluster(server, folder);
    }

    /// <summary>The connection string of a new, empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await using var source = Npgsql.NpgsqlDataSource.Create(_server.ConnectionString);
        await using var command = source.CreateCommand("create database " + name);
        await command.ExecuteNonQueryAsync();
        return _server.ConnectionString.Replace("Database=postgres", "Database=" + name, StringComparison.Ordinal);
    }

    /// <summary>A streaming replica of this server.</summary>
    public async Task<PostgresReplica> StartReplicaAsync()
    {
        var folder = Directory.CreateTempSubdirectory("journeytrace-replica-").FullName;
        return new PostgresReplica(await _server.StartReplicaAsync(folder, CancellationToken.None), folder);
    }

    /// <summary>The server itself.</summary>
    public EmbeddedPostgres Server => _server;

    /// <summary>Kills all of its processes (SIGKILL), and starts it again at the same address.</summary>
    /// <param name="away">How long it is away.</param>
    public async Task KillAsync(TimeSpan away = default)
    {
        await KillAllAsync(_folder);
        await Task.Delay(away);
        await _server.RestartAsync(CancellationToken.None);
    }

    /// <summary>Kills one of its sessions (SIGKILL); it ends all others then, and recovers by itself. Waits until it takes connections again.</summary>
    public async Task KillOneAsync()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(new Npgsql.NpgsqlConnectionStringBuilder(_server.ConnectionString) { Pooling = false }.ConnectionString);
        await using (var connection = await source.OpenConnectionAsync())
            await Programs.RunAsync("kill", null, "-KILL", connection.ProcessID.ToString(CultureInfo.InvariantCulture));
        for (var i = 0; ; i++)
        {
            try
            {
                await Task.Delay(100);
                await using var again = await source.OpenConnectionAsync();
                return;
            }
            catch (Npgsql.NpgsqlException) when (i < 600)
            {
                // It recovers.
            }
        }
    }

    /// <summary>Lets all of its processes stand still for a while.</summary>
    public async Task HangAsync(TimeSpan time)
    {
        await SignalAsync(_folder, "STOP");
        await Task.Delay(time);
        await SignalAsync(_folder, "CONT");
    }

    /// <summary>Sends a signal to the processes of the server whose data lie here, or to those with something in their titles.</summary>
    public static async Task SignalAsync(string folder, string signal, string title = "")
    {
        var some = Living(folder).Where(process => title.Length == 0 || File.ReadAllText($"/proc/{process}/cmdline").Contains(title, StringComparison.Ordinal)).ToList();
        if (some.Count == 0)
            throw new InvalidOperationException($"No process of {folder} is called {title}");
        await Programs.RunAsync("kill", null, ["-" + signal, .. some]);
    }

    /// <summary>Kills every process of the server whose data lie here, and clears up what keeps it from being started again.</summary>
    public static async Task KillAllAsync(string folder)
    {
        var file = Path.Combine(folder, "postgres", "postmaster.pid");
        if (File.Exists(file))
            await Programs.RunAsync("kill", null, "-KILL", (await File.ReadAllLinesAsync(file))[0]);
        while (Living(folder) is { Count: > 0 } processes)
        {
            await Programs.RunAsync("kill", null, ["-KILL", .. processes]);
            await Task.Delay(20);
        }
        // Where nobody buries the dead, their numbers look as if they lived.
        File.Delete(file);
        foreach (var left in Directory.GetFiles(Path.Combine(folder, "socket")))
            File.Delete(left);
    }

    /// <summary>All processes that work in its data folder, which is every one of PostgreSQL's.</summary>
    static List<string> Living(string folder)
    {
        var data = Path.Combine(folder, "postgres");
        return [.. Directory.GetDirectories("/proc").Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]) && FolderOf(process) == data).Select(process => Path.GetFileName(process)!)];
    }

    static string? FolderOf(string process)
    {
        try
        {
            return File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Stops it as a crash does, and starts it again.</summary>
    public Task CrashAsync() => _server.RestartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
