using JourneyTrace.Postgres.Embedded;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Faults.Tests;

/// <summary>Synchronous standbys of a server.</summary>
static class Standbys
{
    /// <summary>A standby of this server, which waits for it from now on.</summary>
    public static async Task<PostgresReplica> OfAsync(EmbeddedPostgres primary)
    {
        // A copy takes its settings along: nobody waits for a standby's standby.
        await SetAsync(primary, "synchronous_standby_names", "");
        var folder = Directory.CreateTempSubdirectory("journeytrace-standby-").FullName;
        var standby = new PostgresReplica(await primary.StartReplicaAsync(folder, CancellationToken.None), folder);
        await SetAsync(primary, "synchronous_standby_names", "*");
        await using var source = NpgsqlDataSource.Create(primary.ConnectionString);
        await using var state = source.CreateCommand("select count(*) from pg_stat_replication where sync_state = 'sync'");
        while ((long)(await state.ExecuteScalarAsync())! == 0)
            await Task.Delay(50);
        return standby;
    }

    public static async Task SetAsync(EmbeddedPostgres server, string name, string value)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        foreach (var statement in (string[])["set synchronous_commit = local", $"alter system set {name} = '{value}'", "select pg_reload_conf()"])
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }

    public static async Task<string> FolderOfAsync(EmbeddedPostgres server)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand("show data_directory");
        return Path.GetDirectoryName((string)(await command.ExecuteScalarAsync())!)!;
    }
}
