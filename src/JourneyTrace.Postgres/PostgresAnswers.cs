using System.Runtime.CompilerServices;
using JourneyTrace.Columns.Reports;
using JourneyTrace.Postgres.Columns;
using JourneyTrace.Practices;
using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>
/// Questions to the read models: those in use, or those of a snapshot on one connection. Lists are asked for in SQL; reports are
/// counted over the same rows in memory.
/// </summary>
sealed partial class PostgresAnswers(
    NpgsqlDataSource source, NpgsqlDataSource snapshots, PostgresColumns columns, NpgsqlConnection? snapshot = null) : IAnswers
{
    const int HistoriesAtOnce = 500;

    readonly CaseRows _rows = new();

    public Task<IReadOnlyList<CaseRow>> CasesAsync(CaseQuery query, string? after, int limit, CancellationToken stop) =>
        ListAsync("cases", query.Filter, AnswerRows.Case, stop,
            Commands.Text(query.Status), new Commands.Typed(query.AtRisk, NpgsqlTypes.NpgsqlDbType.Boolean), Commands.Text(query.Search),
            Commands.Text(after), limit);

    public async Task<CaseRow?> CaseAsync(string @case, CancellationToken stop) =>
        (await WithConnection(c => c.Statement("case", @case).ListAsync(AnswerRows.Case, stop), stop)).SingleOrDefault();

    public Task<IReadOnlyList<PromiseRow>> PromisesAsync(
        Filter filter, string? status, PromisePlace? after, int limit, CancellationToken stop) =>
        ListAsync("promises", filter, AnswerRows.Promise, stop,
            Commands.Text(status), Commands.Instant(after?.Due), Commands.Long(after?.Case), Commands.Text(after?.Promise), limit);

    public Task<HotspotCounts> HotspotsAsync(
        HotspotKey by, Filter filter, Trend trend, IReadOnlyList<ProcedureVersion> procedures, CancellationToken stop) =>
        columns.AskAsync(c => Hotspots.Of(c, by, filter, trend, procedures), stop);

    public Task<IReadOnlyList<HandoffCounts>> HandoffsAsync(Filter filter, CancellationToken stop) =>
        columns.AskAsync(c => HandoffPairs.Of(c, filter), stop);

    public Task<SplitCounts> SplitAsync(Filter filter, CancellationToken stop) => columns.AskAsync(c => Splits.Of(c, filter), stop);

    public Task<IReadOnlyList<KeptCase>> KeptAsync(long afterCase, int limit, CancellationToken stop) => WithConnection(
        async connection => (IReadOnlyList<KeptCase>)await connection.Statement("kept_cases", afterCase, limit).ListAsync(AnswerRows.Kept, stop), stop);

    public Task<ISnapshot> SnapshotAsync(IAsyncEnumerable<TracedCase> traces, CancellationToken stop) =>
        Commands.Reaching(async () => (ISnapshot)await PostgresSnapshot.OfAsync(snapshots, traces, stop));

    public async IAsyncEnumerable<CaseHistory> HistoriesAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var cursor = 0L;
        while (true)
        {
            var after = cursor;
            var histories = await WithConnection(async connection =>
            {
                var numbers = await connection.Statement("case_numbers", after, HistoriesAtOnce).ListAsync(row => row.GetInt64(0), stop);
                return (Last: numbers.Count == 0 ? -1 : numbers[^1], Cases: await _rows.ReadAsync(connection, numbers, stop));
            }, stop);
            if (histories.Last < 0)
                yield break;
            cursor = histories.Last;
            foreach (var history in histories.Cases)
                yield return history;
        }
    }

    /// <summary>A list of which a part is asked for: the rows are found by their keys.</summary>
    Task<IReadOnlyList<T>> ListAsync<T>(
        string question, Filter filter, Func<NpgsqlDataReader, T> row, CancellationToken stop, params object?[] values) =>
        WithConnection(async connection => (IReadOnlyList<T>)await Filtered(connection, question, filter, values).ListAsync(row, stop), stop);

    static NpgsqlCommand Filtered(NpgsqlConnection connection, string question, Filter filter, params object?[] values)
    {
        var command = connection.Statement(question,
        [
            Commands.Instant(filter.From), Commands.Instant(filter.To), Commands.Text(filter.Link), Commands.Text(filter.Kind),
            Commands.Text(filter.Segment), Commands.Text(filter.Promise), Commands.Text(filter.Cause), Commands.Text(filter.Decision),
            .. values,
        ]);
        command.CommandText = Sql.Of("filtered_promises") + command.CommandText;
        return command;
    }

    Task<T> WithConnection<T>(Func<NpgsqlConnection, Task<T>> ask, CancellationToken stop) => Commands.Reaching(async () =>
    {
        if (snapshot is not null)
            return await ask(snapshot);
        await using var connection = await source.OpenConnectionAsync(stop);
        return await ask(connection);
    });
}
