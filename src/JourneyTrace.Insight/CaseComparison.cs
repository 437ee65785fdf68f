using System.Text;
using JourneyTrace.Events;
using JourneyTrace.Journeys.Traces;

namespace JourneyTrace.Insight;

/// <summary>Compares what the read models hold of every case with a replay of its events.</summary>
/// <param name="differences">Where it is said what differs.</param>
sealed class CaseComparison(IAnswers answers, IEventLog log, Knowledge knowledge, TimeProvider time, List<string> differences)
{
    const int Attempts = 5;

    /// <summary>Cases of the read models that were looked at.</summary>
    public long Cases { get; private set; }

    /// <summary>Their promises.</summary>
    public long Promises { get; private set; }

    /// <summary>Looks at all of them. What was read at once may be of two moments, also of the catalogue: what differs is looked at again, by itself.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var known = await knowledge.CurrentAsync(stop);
        await foreach (var both in SideBySide.OfAsync(answers, e => differences.Add($"The log cannot be replayed, as it holds what is no event: {e.Message}"), stop))
        {
            (Cases, Promises) = (Cases + (both.Kept is null ? 0 : 1), Promises + (both.Kept?.Traces.Count ?? 0));
            if (differences.Count < Verification.MostDifferences && await DifferenceAsync(both, known, stop) is { } difference)
                differences.Add(difference);
        }
    }

    async Task<string?> DifferenceAsync(SideBySide both, Known known, CancellationToken stop)
    {
        if (both.Kept is not { } kept)
            return await MissingAsync(both.Logged!.Case, stop);
        return both.Logged is { } logged && Compared(kept, logged.Events, known) is null ? null : await DifferenceAsync(kept, stop);
    }

    async Task<string?> MissingAsync(string @case, CancellationToken stop)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await answers.CaseAsync(@case, stop) is not null)
                return null;
            await Task.Delay(50 << attempt, stop);
        }
        return $"The case {@case} is in the log and not in the read models";
    }

    async Task<string?> DifferenceAsync(KeptCase row, CancellationToken stop)
    {
        string? difference = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            difference = await ComparedAsync(row, stop);
            if (difference is null)
                return null;
            await Task.Delay(50 << attempt, stop);
            if ((await answers.KeptAsync(row.Number - 1, 1, stop)) is [{ } again] && again.Number == row.Number)
                row = again;
        }
        return difference;
    }

    async Task<string?> ComparedAsync(KeptCase row, CancellationToken stop)
    {
        try
        {
            var events = await log.ReadCaseAsync(row.Case, stop);
            return Compared(row, [.. events.Select(e => e.ToCaseEvent())], await knowledge.CurrentAsync(stop));
        }
        catch (Exception e) when (Verification.IsOfTheLog(e))
        {
            return Unreplayable(row, e);
        }
    }

    string? Compared(KeptCase row, IReadOnlyList<CaseEvent> told, Known known)
    {
        try
        {
            var trace = CaseTrace.Of(row.Case, told, known.Organisation, known.Catalogue, row.AsOf);
            var wakeAt = Awakening.Of(trace, told, known.Organisation);
            return Difference(row, trace) ?? Miscounted(row, new TracedCase(row.Number, trace, wakeAt)) ?? Overslept(row, wakeAt);
        }
        catch (Exception e) when (Verification.IsOfTheLog(e))
        {
            return Unreplayable(row, e);
        }
    }

    static string Unreplayable(KeptCase row, Exception e) => $"The case {row.Case} cannot be replayed: {e.Message}";

    /// <summary>A trace is right as of its moment; it has to be of a moment since which nothing changed by itself.</summary>
    string? Overslept(KeptCase row, DateTime? wakeAt) => wakeAt is { } at && at + Verification.Patience < time.GetUtcNow().UtcDateTime
        ? $"The case {row.Case} should have been traced again at {Events.Rfc3339.Format(at)}"
        : null;

    string? Miscounted(KeptCase row, TracedCase replayed) => row.Facts.Span.SequenceEqual(answers.FactsOf(replayed).Span)
        ? null
        : $"What reports count of the case {row.Case} differs";

    static string? Difference(KeptCase row, CaseTrace trace)
    {
        if (row.Traces.Count != trace.Promises.Count)
            return $"The case {row.Case} has {row.Traces.Count} promises in the read models and {trace.Promises.Count} in a replay";
        foreach (var promise in trace.Promises)
        {
            if (row.Traces.GetValueOrDefault(promise.Promise.Name) != Encoding.UTF8.GetString(TraceJson.Write(promise)))
                return $"The promise {promise.Promise.Name} of the case {row.Case} differs";
        }
        return null;
    }
}
