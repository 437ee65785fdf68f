using JourneyTrace.Postgres.Embedded;
using Npgsql;

namespace JourneyTrace.Testing;

/// <summary>A base backup of a test's server, and the write-ahead log that it archived since.</summary>
public sealed class PostgresBackup : IAsyncDisposable
{
    readonly PostgresCluster _of;
    readonly string _folder;
    EmbeddedPostgres? _restored;

    PostgresBackup(PostgresCluster of, string folder) => (_of, _folder) = (of, folder);

    string Log => Path.Combine(_folder, "log");

    /// <summary>Makes the server archive its log from now on, and copies it without the log.</summary>
    public static async Task<PostgresBackup> TakeAsync(PostgresCluster of)
    {
        ArgumentNullException.ThrowIfNull(of);
        var backup = new PostgresBackup(of, Directory.CreateTempSubdirectory("journeytrace-backup-").FullName);
        Directory.CreateDirectory(backup.Log);
        // The server's own user writes here.
        await Programs.RunAsync("chmod", null, "777", backup._folder, backup.Log);
        await backup.AskAsync("alter system set archive_mode = on");
        await backup.AskAsync($"alter system set archive_command = 'test ! -f {backup.Log}/%f && cp %p {backup.Log}/%f'");
        await of.Server.RestartAsync(CancellationToken.None);
        var at = new NpgsqlConnectionStringBuilder(of.Server.ConnectionString);
        var (code, said) = await Programs.RunAsync(
            ServerPrograms.FindAll().First().BaseBackup, null, "-h", at.Host!, "-p", $"{at.Port}", "-U", at.Username!, "-D", Path.Combine(backup._folder, "postgres"), "-X", "none", "-c", "fast");
        return code == 0 ? backup : throw new InvalidOperationException(said);
    }

    /// <summary>Waits until all that was written is archived.</summary>
    public async Task ArchivedAsync()
    {
        var last = (string)(await AskAsync("select pg_walfile_name(pg_switch_wal())"))!;
        while (!File.Exists(Path.Combine(Log, last)))
            await Task.Delay(50);
    }

    /// <summary>Another server, from the backup and all of the archived log; the connection string of what was this database. The first one may be gone.</summary>
    public async Task<string> RestoreAsync(string database)
    {
        var data = Path.Combine(_folder, "postgres");
        await File.AppendAllTextAsync(Path.Combine(data, "postgresql.auto.conf"), $"archive_mode = off\nrestore_command = 'cp {Log}/%f %p'\n");
        await File.WriteAllTextAsync(Path.Combine(data, "recovery.signal"), "");
        if (Environment.IsPrivilegedProcess)
            await Programs.RunAsync("chown", null, "-R", "postgres", data);
        _restored = await EmbeddedPostgres.StartAsync(_folder, null, CancellationToken.None);
        // A database that came after the copy is not there before its log was read.
        while ((bool)(await AskAsync(_restored.ConnectionString, "select pg_is_in_recovery()"))!)
            await Task.Delay(50);
        return new NpgsqlConnectionStringBuilder(_restored.ConnectionString) { Database = new NpgsqlConnectionStringBuilder(database).Database }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (_restored is not null)
            await _restored.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    Task<object?> AskAsync(string sql) => AskAsync(_of.Server.ConnectionString, sql);

    static async Task<object?> AskAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
