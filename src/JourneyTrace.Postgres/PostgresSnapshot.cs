using JourneyTrace.Columns.Memory;
using JourneyTrace.Postgres.Columns;
using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>Read models of another moment in temporary tables, gone with their transaction.</summary>
sealed class PostgresSnapshot : ISnapshot
{
    const int AtOnce = 500;

    readonly NpgsqlConnection _connection;
    readonly NpgsqlTransaction _transaction;
    readonly PostgresColumns _columns;

    PostgresSnapshot(NpgsqlDataSource source, NpgsqlConnection connection, NpgsqlTransaction transaction, ScratchFolder? scratch)
    {
        _connection = connection;
        _transaction = transaction;
        _columns = new PostgresColumns(source, connection, scratch);
        Answers = new PostgresAnswers(source, source, _columns, scratch, connection);
    }

    public IAnswers Answers { get; }

    public static async Task<PostgresSnapshot> OfAsync(NpgsqlDataSource source, ScratchFolder? scratch, IAsyncEnumerable<TracedCase> traces, CancellationToken stop)
    {
        var connection = await source.OpenConnectionAsync(stop);
        try
        {
            // The number of the current model must not change under the questions, which ask for it.
            var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);
            var model = (await connection.Statement("current_model").ListAsync(row => row.GetInt32(0), stop))[0];
            await using (var tables = new NpgsqlCommand(string.Join(";\n", CaseTables.Statements("snapshot_table")), connection))
                await tables.ExecuteNonQueryAsync(stop);
            await foreach (var some in traces.Chunk(AtOnce).WithCancellation(stop))
                await TraceRows.ReplaceAsync(connection, transaction, model, some, remove: false, findings: false, stop);
            await using (var analyze = new NpgsqlCommand(string.Join(";\n", CaseTables.Statements("analyze")), connection))
                await analyze.ExecuteNonQueryAsync(stop);
            return new PostgresSnapshot(source, connection, transaction, scratch);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _columns.Dispose();
        await _transaction.RollbackAsync();
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
