using JourneyTrace.Postgres.Embedded;
using Npgsql;

namespace JourneyTrace.Testing;

/// <summary>A streaming replica of a test's server.</summary>
public sealed class PostgresReplica(EmbeddedPostgres server, string folder) : IAsyncDisposable
{
    /// <summary>The connection string of what is, on the primary, this database.</summary>
    public string Of(string primary) => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = new NpgsqlConnectionStringBuilder(primary).Database }.ConnectionString;

    /// <summary>Holds back what comes from the primary, or lets it come on.</summary>
    public async Task PauseAsync(bool paused)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(paused ? "select pg_wal_replay_pause()" : "select pg_wal_replay_resume()");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The server itself.</summary>
    public EmbeddedPostgres Server => server;

    /// <summary>Where its data are.</summary>
    public string Folder => folder;

    /// <summary>Makes it a server of its own, once it has all that the primary has on disk; the connection string of what is this database on the primary.</summary>
    public async Task<string> PromoteAsync(string primary)
    {
        await using (var from = NpgsqlDataSource.Create(primary))
        await using (var at = from.CreateCommand("select pg_current_wal_flush_lsn()::text"))
        {
            var end = (string)(await at.ExecuteScalarAsync())!;
            await using var source = NpgsqlDataSource.Create(server.ConnectionString);
            await using var there = source.CreateCommand($"select pg_last_wal_replay_lsn() >= '{end}'::pg_lsn");
            while (!(bool)(await there.ExecuteScalarAsync())!)
                await Task.Delay(50);
        }
        await PromoteAsync();
        return Of(primary);
    }

    /// <summary>Makes it a server of its own, with what it has.</summary>
    public async Task PromoteAsync()
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var promote = source.CreateCommand("select pg_promote(true)");
        await promote.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
