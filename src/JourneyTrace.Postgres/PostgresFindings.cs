using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>Findings in PostgreSQL.</summary>
sealed class PostgresFindings(NpgsqlDataSource source) : IFindings
{
    public Task<IReadOnlyList<FindingRow>> ListAsync(string? kind, bool? open, string? link, FindingPlace? after, int limit, CancellationToken stop) => WithConnection(
        async connection => (IReadOnlyList<FindingRow>)await connection.Statement(
            "findings", Commands.Text(kind), new Commands.Typed(open, NpgsqlDbType.Boolean), Commands.Text(link), Commands.Instant(after?.ChangedAt),
            Commands.Long(after?.Number), Commands.Text(after?.Kind), Commands.Text(after?.Subject), limit).ListAsync(Records.Read<FindingRow>, stop), stop);

    public Task<IReadOnlyList<FindingChange>> ChangesAsync(LogMark after, int limit, CancellationToken stop) => WithConnection(
        async connection => (IReadOnlyList<FindingChange>)await connection.Statement("finding_changes", after.Xid(), after.Position, limit).ListAsync(
            row => new FindingChange(
                Commands.Mark(row.GetString(0), row.GetInt64(1)), row.GetString(2), Text(row, 3), row.GetString(4), row.GetString(5), Text(row, 6), Text(row, 7), row.GetDateTime(8)) { TraceParent = Text(row, 9) }, stop), stop);

    public Task<LogMark> NowAsync(CancellationToken stop) => WithConnection(
        async connection => (await connection.Statement("findings_now").ListAsync(row => Commands.Mark(row.GetString(0), 0), stop))[0], stop);

    public Task<DateTime?> TracedAtAsync(CancellationToken stop) => WithConnection(
        async connection => (await connection.Statement("traced_at").ListAsync(row => row.IsDBNull(0) ? (DateTime?)null : row.GetDateTime(0), stop))[0], stop);

    public Task<bool> TellHotspotsAsync(IReadOnlyList<(string Key, string State)> states, CancellationToken stop) => WithConnection(async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        if (!(await connection.Statement("lock_hotspots").ListAsync(row => row.GetBoolean(0), stop))[0])
            return false;
        await connection.Statement("write_hotspot_findings", states.Select(s => s.Key).ToArray(), states.Select(s => s.State).ToArray()).RunAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }, stop);

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    Task<T> WithConnection<T>(Func<NpgsqlConnection, Task<T>> ask, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await ask(connection);
    });
}
