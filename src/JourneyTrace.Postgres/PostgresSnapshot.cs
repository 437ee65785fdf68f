using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>Read models of another moment in temporary tables, gone with their transaction.</summary>
sealed class PostgresSnapshot : ISnapshot
{
    const int AtOnce = 500;

    readonly NpgsqlConnection _connection;
    readonly NpgsqlTransaction _transaction;

    PostgresSnapshot(NpgsqlDataSource source, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
        Answers = new PostgresAnswers(source, connection);
    }

    public IAnswers Answers { get; }

    public static async Task<PostgresSnapshot> OfAsync(NpgsqlDataSource source, IAsyncEnumerable<TracedCase> traces, CancellationToken stop)
    {
        var connection = await source.OpenConnectionAsync(stop);
        try
        {
            var transaction = await connection.BeginTransactionAsync(stop);
            await using (var tables = new NpgsqlCommand(Sql.Of("snapshot_tables"), connection))
                await tables.ExecuteNonQueryAsync(stop);
            await foreach (var some in traces.Chunk(AtOnce).WithCancellation(stop))
                await TraceRows.ReplaceAsync(connection, transaction, 1, some, remove: false, stop);
            return new PostgresSnapshot(source, connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.RollbackAsync();
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
