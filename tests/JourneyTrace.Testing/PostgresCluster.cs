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

    public static async Task<PostgresCluster> StartAsync(ServerPrograms? programs = null)
    {
        var folder = Directory.CreateTempSubdirectory("journeytrace-test-").FullName;
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

    /// <summary>Kills all of its processes (SIGKILL), and starts it again at the same address.</summary>
    public async Task KillAsync()
    {
        var file = Path.Combine(_folder, "postgres", "postmaster.pid");
        var main = (await File.ReadAllLinesAsync(file))[0];
        await Programs.RunAsync("kill", null, "-KILL", main);
        while (Living() is { Count: > 0 } processes)
        {
            await Programs.RunAsync("kill", null, ["-KILL", .. processes]);
            await Task.Delay(20);
        }
        // Where nobody buries the dead, their numbers look as if they lived.
        File.Delete(file);
        foreach (var left in Directory.GetFiles(Path.Combine(_folder, "socket")))
            File.Delete(left);
        await _server.RestartAsync(CancellationToken.None);
    }

    /// <summary>All processes that work in its data folder, which is every one of PostgreSQL's.</summary>
    List<string> Living()
    {
        var data = Path.Combine(_folder, "postgres");
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
        Directory.Delete(_folder, recursive: true);
    }
}
