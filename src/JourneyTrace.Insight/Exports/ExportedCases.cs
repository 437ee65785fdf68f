using JourneyTrace.Events;

namespace JourneyTrace.Insight.Exports;

/// <summary>The cases that fit a request, one by one, each with its events in the order of replay; and the organisation first.</summary>
sealed class ExportedCases(HttpContext http, IEventLog log, Moment moment, PersonalView personal, Parameters parameters)
{
    const int AtOnce = 500;

    // Read before the answer begins: what is not understood is refused, and not cut off.
    readonly CaseQuery _query = new(parameters.Filter, null, null, null);
    readonly DateTime _asOf = parameters.AsOf ?? DateTime.MaxValue;
    readonly DateTime _asKnownAt = parameters.AsKnownAt ?? DateTime.MaxValue;

    /// <summary>The cases' names are read at once, so that the answer does not hang on a snapshot.</summary>
    public async IAsyncEnumerable<(CaseRow? Case, string Name, IReadOnlyList<ExportedEvent> Events)> AllAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        if (await EventsAsync(Vocabulary.Organisation, await personal.OfCasesAsync(http, [Vocabulary.Organisation]), stop) is { Count: > 0 } organisation)
            yield return (null, Vocabulary.Organisation, organisation);
        string? after = null;
        while (true)
        {
            var cursor = after;
            var rows = await moment.AskAsync(parameters, answers => answers.CasesAsync(_query, cursor, AtOnce, stop), stop);
            var values = await personal.OfCasesAsync(http, [.. rows.Select(row => row.Case)]);
            foreach (var row in rows)
                yield return (row, row.Case, await EventsAsync(row.Case, values, stop));
            if (rows.Count < AtOnce)
                yield break;
            after = rows[^1].Case;
        }
    }

    async Task<IReadOnlyList<ExportedEvent>> EventsAsync(string name, PersonalValues values, CancellationToken stop) =>
    [
        .. (await log.ReadCaseAsync(name, stop)).Where(e => e.Time <= _asOf && e.RecordedAt <= _asKnownAt)
            .OrderBy(e => e.ToCaseEvent(), Comparer<CaseEvent>.Create(CaseEvent.Compare)).Select(e => new ExportedEvent(values.Unveil(e))),
    ];
}
