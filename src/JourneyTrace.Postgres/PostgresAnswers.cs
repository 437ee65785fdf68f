using System.Runtime.CompilerServices;
using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>Questions as SQL over the read models: those in use, or those of a snapshot on one connection.</summary>
sealed partial class PostgresAnswers(
    NpgsqlDataSource source, NpgsqlDataSource scans, NpgsqlDataSource snapshots, NpgsqlConnection? snapshot = null) : IAnswers
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
        HotspotKey by, Filter filter, Trend trend, IReadOnlyList<Practices.ProcedureVersion> procedures, CancellationToken stop) =>
        ScanAsync(async connection =>
        {
            await using var transaction = snapshot is null
                ? await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop)
                : null;
            var keys = await Filtered(connection, "hotspots", filter, by.ToString(), trend.Before, trend.From, trend.To,
                    procedures.Select(v => v.Procedure.Procedure).ToArray(), Kinds(procedures), Begins(procedures), Ends(procedures))
                .ListAsync(AnswerRows.Key, stop);
            var totals = await Filtered(connection, "hotspot_totals", filter).ListAsync(row => AnswerRows.Totals(row, keys), stop);
            return totals[0];
        }, stop);

    public Task<IReadOnlyList<HandoffCounts>> HandoffsAsync(Filter filter, CancellationToken stop) =>
        AskAsync("handoffs", filter, AnswerRows.Handoff, stop);

    public async Task<SplitCounts> SplitAsync(Filter filter, CancellationToken stop) =>
        (await AskAsync("split", filter, AnswerRows.Split, stop))[0];

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

    Task<IReadOnlyList<T>> AskAsync<T>(
        string question, Filter filter, Func<NpgsqlDataReader, T> row, CancellationToken stop, params object?[] values) =>
        ScanAsync(async connection => (IReadOnlyList<T>)await Filtered(connection, question, filter, values).ListAsync(row, stop), stop);

    /// <summary>A list of which a part is asked for: the rows are found by their keys.</summary>
    Task<IReadOnlyList<T>> ListAsync<T>(
        string question, Filter filter, Func<NpgsqlDataReader, T> row, CancellationToken stop, params object?[] values) =>
        WithConnection(async connection => (IReadOnlyList<T>)await Filtered(connection, question, filter, values).ListAsync(row, stop), stop);

    Task<IReadOnlyList<T>> WalkAsync<T>(
        string question, StepKey by, Filter filter, Func<NpgsqlDataReader, T> row, CancellationToken stop, object?[]? values = null, bool moves = false) =>
        ScanAsync(async connection =>
        {
            var command = Filtered(connection, question, filter, [by.ToString(), .. values ?? []]);
            command.CommandText = Sql.Of("filtered_promises") + Sql.Of("asked_cases") + Sql.Of("walked_steps") + (moves ? Sql.Of("moves") : "") + Sql.Of(question);
            return (IReadOnlyList<T>)await command.ListAsync(row, stop);
        }, stop);

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

    Task<T> WithConnection<T>(Func<NpgsqlConnection, Task<T>> ask, CancellationToken stop) => WithConnection(source, ask, stop);

    /// <summary>A report over all cases.</summary>
    Task<T> ScanAsync<T>(Func<NpgsqlConnection, Task<T>> ask, CancellationToken stop) => WithConnection(scans, ask, stop);

    Task<T> WithConnection<T>(NpgsqlDataSource from, Func<NpgsqlConnection, Task<T>> ask, CancellationToken stop) => Commands.Reaching(async () =>
    {
        if (snapshot is not null)
            return await ask(snapshot);
        await using var connection = await from.OpenConnectionAsync(stop);
        return await ask(connection);
    });
}
