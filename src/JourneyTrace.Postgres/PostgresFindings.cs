using JourneyTrace.Events;
using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>Findings in PostgreSQL.</summary>
sealed class PostgresFindings(NpgsqlDataSource source) : IFindings
{
    static readonly string[] AllCauses = [.. Elements.All.SelectMany(element => element.Causes)];

    public Task<IReadOnlyList<FindingRow>> ListAsync(FindingQuery query, FindingPlace? after, int limit, CancellationToken stop)
    {
        var filter = query.Filter;
        var causes = Elements.All.FirstOrDefault(element => element.Name == filter.Element).Causes;
        return WithConnection(
            async connection => (IReadOnlyList<FindingRow>)await connection.Statement(
                "findings", Commands.Text(query.Kind), new Commands.Typed(query.Open, NpgsqlDbType.Boolean), Commands.Instant(after?.ChangedAt),
                Commands.Long(after?.Number), Commands.Text(after?.Kind), Commands.Text(after?.Subject), limit, filter != new Filter(), Commands.Text(filter.Link),
                filter with { Link = null } != new Filter(), Commands.Instant(filter.From), Commands.Instant(filter.To), Commands.Text(filter.Kind),
                Commands.Text(filter.Segment), Commands.Text(filter.Promise), Commands.Text(filter.Cause), Commands.Text(filter.Decision), Commands.Text(filter.Handoff),
                Texts(causes), Texts(filter.Element is not null && causes is null ? AllCauses : null)).ListAsync(Records.Read<FindingRow>, stop), stop);
    }

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

    static Commands.Typed Texts(IReadOnlyList<string>? texts) => new(texts?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    Task<T> WithConnection<T>(Func<NpgsqlConnection, Task<T>> ask, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await ask(connection);
    });
}
