using Npgsql;

namespace JourneyTrace.Postgres.Tests;

/// <summary>A transaction that appended an event by hand and takes its time to commit.</summary>
sealed class LongTransaction(string connectionString) : IAsyncDisposable
{
    readonly NpgsqlConnection _connection = new(
        connectionString + ";Options=-c role=journeytrace_app -c search_path=journeytrace -c journeytrace.tenant=1");

    NpgsqlTransaction? _transaction;

    public async Task AppendAsync(string @case)
    {
        await _connection.OpenAsync();
        _transaction = await _connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(
            """
            with c as (insert into case_names (tenant, name) values (1, $1) returning case_no),
              s as (insert into source_names (tenant, name) values (1, 'by hand') returning source_no)
            insert into events (tenant, source_no, case_no, time, key, content, type, id, data)
            select 1, source_no, case_no, '2026-03-02', gen_random_uuid(), gen_random_uuid(), 19, 'by hand', '{}' from c, s
            """, _connection);
        command.Parameters.Add(new NpgsqlParameter { Value = @case });
        await command.ExecuteNonQueryAsync();
    }

    public Task CommitAsync() => _transaction!.CommitAsync();

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
