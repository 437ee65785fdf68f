using JourneyTrace.Events;
using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>A shard held by this connection's session. What is read before its writing holds no transaction open.</summary>
sealed class PostgresShardLease : IShardLease
{
    readonly NpgsqlConnection _connection;
    readonly CaseRows _rows;
    readonly int _model;
    readonly int _shard;
    readonly long _caseEnd;

    PostgresShardLease(NpgsqlConnection connection, CaseRows rows, int model, int shard, ShardMark mark, long caseEnd)
    {
        _connection = connection;
        _rows = rows;
        _model = model;
        _shard = shard;
        _caseEnd = caseEnd;
        Mark = mark;
    }

    public ShardMark Mark { get; private set; }

    public static async Task<PostgresShardLease?> TryTakeAsync(
        NpgsqlConnection connection, CaseRows rows, int model, int shard, CancellationToken stop)
    {
        var taken = await connection.Statement("take_shard", model, shard).ListAsync(row => row.GetBoolean(0), stop);
        if (!taken[0])
            return null;
        var marks = await connection.Statement("read_checkpoint", model, shard).ListAsync(
            row => (
                Mark: new ShardMark(
                    Commands.Mark(row.GetString(0), row.GetInt64(1)), row.IsDBNull(2) ? null : row.GetInt64(2), row.GetInt32(4)),
                CaseEnd: row.GetInt64(3)), stop);
        if (marks.Count > 0)
            return new PostgresShardLease(connection, rows, model, shard, marks[0].Mark, marks[0].CaseEnd);
        await connection.Statement("let_go_of_shard", model, shard).RunAsync(stop);
        return null;
    }

    public Task<ShardWork?> NextAsync(DateTime now, int limit, CancellationToken stop) => Commands.Reaching(async () =>
        Mark.CaseCursor is { } cursor
            ? await NextCasesAsync(cursor, limit, stop)
            : await NextChangesAsync(limit, stop) ?? await NextDueAsync(now, limit, stop));

    public Task<IReadOnlyList<CaseHistory>> ReadCasesAsync(IReadOnlyList<long> cases, CancellationToken stop) =>
        Commands.Reaching(() => _rows.ReadAsync(_connection, cases, stop));

    public Task<bool> WriteAsync(ShardMark done, IReadOnlyList<TracedCase> traces, Touched touched, CancellationToken stop) =>
        Commands.Reaching(async () =>
        {
            await using var transaction = await _connection.BeginTransactionAsync(stop);
            var moved = await _connection.Statement(
                "move_checkpoint", _model, (short)_shard, done.Log.Xid(), done.Log.Position, Commands.Long(done.CaseCursor), done.Catalogue,
                Mark.Log.Xid(), Mark.Log.Position, Commands.Long(Mark.CaseCursor), Mark.Catalogue, traces.Count).RunAsync(stop);
            if (moved == 0)
                return false;
            await TraceRows.ReplaceAsync(_connection, transaction, _model, traces, Mark.CaseCursor is null, findings: true, stop);
            if (touched.All || touched.Links.Count > 0)
                await _connection.Statement("touch_cases", _model, _shard, touched.Links.ToArray(), touched.All).RunAsync(stop);
            await transaction.CommitAsync(stop);
            Mark = done;
            return true;
        });

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _connection.Statement("let_go_of_shard", _model, _shard).RunAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // The session is broken off, and the lock with it.
        }
        await _connection.DisposeAsync();
    }

    async Task<ShardWork?> NextCasesAsync(long cursor, int limit, CancellationToken stop)
    {
        var cases = await _connection.Statement("next_cases", cursor, _caseEnd, _shard, limit).ListAsync(row => row.GetInt64(0), stop);
        return new ShardWork(cases, Mark.Log, cases.Count < limit ? null : cases[^1], [], More: true);
    }

    async Task<ShardWork?> NextChangesAsync(int limit, CancellationToken stop)
    {
        var rows = await _connection.Statement("next_changes", Mark.Log.Xid(), Mark.Log.Position, _shard, limit * 8).ListAsync(
            row => row.GetInt64(0) == 0
                ? null
                : new
                {
                    Count = row.GetInt64(0),
                    Log = Commands.Mark(row.GetString(1), row.GetInt64(2)),
                    Cases = row.GetFieldValue<long[]>(3),
                    Organisation = row.GetFieldValue<long[]>(4),
                    TraceParents = row.GetFieldValue<string[]>(5),
                    Events = row.GetInt64(6),
                }, stop);
        if (rows[0] is not { } tail)
            return null;
        var organisation = tail.Organisation.Length == 0 ? [] : await OrganisationAsync(tail.Organisation, stop);
        return new ShardWork(tail.Cases, tail.Log, null, organisation, tail.Count == limit * 8) { TraceParents = tail.TraceParents, Events = tail.Events };
    }

    async Task<ShardWork?> NextDueAsync(DateTime now, int limit, CancellationToken stop)
    {
        var cases = await _connection.Statement("next_due", _model, _shard, Commands.Instant(now), limit).ListAsync(row => row.GetInt64(0), stop);
        return cases.Count == 0 ? null : new ShardWork(cases, Mark.Log, null, [], cases.Count == limit);
    }

    async Task<List<CaseEvent>> OrganisationAsync(long[] positions, CancellationToken stop) => await _connection
        .Statement("read_organisation", Commands.List(positions, NpgsqlDbType.Bigint))
        .ListAsync(row => EventRows.Read(row, row.GetString(0), 1), stop);
}
