using System.Runtime.CompilerServices;
using JourneyTrace.Columns.Memory;
using JourneyTrace.Columns.Reports;
using JourneyTrace.Postgres.Columns;
using JourneyTrace.Practices;
using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>
/// Questions to the read models: those in use, or those of a snapshot on one connection. Reports are counted over the same
/// rows in memory, which say what stands on a page of a list, too.
/// </summary>
sealed partial class PostgresAnswers(
    NpgsqlDataSource source, NpgsqlDataSource snapshots, PostgresColumns columns, ScratchFolder? scratch, NpgsqlConnection? snapshot = null) : IAnswers
{
    const int HistoriesAtOnce = 500;

    readonly CaseRows _rows = new();

    public async Task<IReadOnlyList<CaseRow>> CasesAsync(CaseQuery query, string? after, int limit, CancellationToken stop)
    {
        var page = await columns.AskAsync(c => Pages.Cases(c, query, after, limit), stop);
        return await WithConnection(c => c.Statement("cases", page).ListAsync(AnswerRows.Case, stop), stop);
    }

    public async Task<CaseRow?> CaseAsync(string @case, CancellationToken stop) =>
        (await WithConnection(c => c.Statement("case", @case).ListAsync(AnswerRows.Case, stop), stop)).SingleOrDefault();

    public async Task<IReadOnlyList<PromiseRow>> PromisesAsync(PromiseQuery query, PromisePlace? after, int limit, CancellationToken stop)
    {
        var rows = new List<PromiseRow>();
        while (rows.Count < limit)
        {
            var (asked, from) = (limit - rows.Count, after);
            var page = await columns.AskAsync(c => Pages.Promises(c, query, from, asked), stop);
            var (cases, names) = (page.Select(p => p.Case).ToArray(), page.Select(p => p.Promise).ToArray());
            // What went meanwhile is made up for from the next page.
            rows.AddRange(await WithConnection(
                c => c.Statement("promises", cases, names).ListAsync(row => AnswerRows.Promise(row, page), stop), stop));
            if (page.Count < asked)
                break;
            after = page[^1];
        }
        return rows;
    }

    public Task<HotspotCounts> HotspotsAsync(
        HotspotKey by, Filter filter, Trend trend, IReadOnlyList<ProcedureVersion> procedures, CancellationToken stop) =>
        columns.AskAsync(c => Hotspots.Of(c, by, filter, trend, procedures), stop);

    public Task<IReadOnlyList<HandoffCounts>> HandoffsAsync(Filter filter, CancellationToken stop) =>
        columns.AskAsync(c => HandoffPairs.Of(c, filter), stop);

    public Task<SplitCounts> SplitAsync(Filter filter, CancellationToken stop) => columns.AskAsync(c => Splits.Of(c, filter), stop);

    public Task<IReadOnlyList<PeriodCounts>> PeriodsAsync(PeriodLength by, Filter filter, CancellationToken stop) =>
        columns.AskAsync(c => Periods.Of(c, by, filter), stop);

    public Task<IReadOnlyList<KeptCase>> KeptAsync(long afterCase, int limit, CancellationToken stop) => WithConnection(
        async connection => (IReadOnlyList<KeptCase>)await connection.Statement("kept_cases", afterCase, limit).ListAsync(AnswerRows.Kept, stop), stop);

    public ReadOnlyMemory<byte> FactsOf(TracedCase replayed) => new PackedCases([replayed]).Facts[0];

    public Task<ISnapshot> SnapshotAsync(IAsyncEnumerable<TracedCase> traces, CancellationToken stop) =>
        Commands.Reaching(async () => (ISnapshot)await PostgresSnapshot.OfAsync(snapshots, scratch, traces, stop));

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

    Task<T> WithConnection<T>(Func<NpgsqlConnection, Task<T>> ask, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        if (snapshot is not null)
            return await ask(snapshot);
        await using var connection = await source.OpenConnectionAsync(stop);
        return await ask(connection);
    });
}
