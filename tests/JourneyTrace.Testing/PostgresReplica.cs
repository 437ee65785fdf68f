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

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
