using System.Text;
using JourneyTrace.Events;
using JourneyTrace.Journeys.Traces;
using JourneyTrace.Sealing;

namespace JourneyTrace.Insight;

/// <summary>Compares the read models with a replay from zero, and the log with its checks and seals.</summary>
public sealed class Verification(IAnswers answers, IEventLog log, ILogSeals seals, ITraceStore traces, IFreshness freshness, Knowledge knowledge, TimeProvider time)
{
    const int AtOnce = 500;
    const int MostDifferences = 20;
    const int Attempts = 5;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Everything is compared; cases that change meanwhile are looked at again.</summary>
    /// <param name="kept">A head of the chain that was kept elsewhere; null for none.</param>
    public async Task<VerifyAnswer> RunAsync(string? kept, CancellationToken stop)
    {
        var differences = new List<string>();
        if (!await CaughtUpAsync(stop) || !await freshness.ReachAsync(long.MaxValue, Patience, stop))
            differences.Add("The Tracer is behind the log, so the read models cannot be compared; is a server with the role 'tracer' running?");
        var sealing = await SealsAsync(stop);
        var heads = sealing.Select(seal => Convert.ToHexStringLower(seal.Head)).ToList();
        if (kept is not null && !heads.Contains(kept, StringComparer.OrdinalIgnoreCase))
            differences.Add($"The head {kept} is none of the chain's: seals were written anew, or cut off");
        var chain = new ChainCheck(sealing);
        var events = await CheckLogAsync(chain, differences, stop);
        differences.AddRange(chain.End(time.GetUtcNow().UtcDateTime).Take(MostDifferences));
        var (cases, promises) = await CompareAsync(differences, stop);
        return new VerifyAnswer(differences.Count == 0, cases, promises, events, differences, chain.Sealed, heads.LastOrDefault());
    }

    /// <summary>Whether it is what the log holds that cannot be read: whoever may write into the database may put anything there.</summary>
    internal static bool IsOfTheLog(Exception e) => e is not (OperationCanceledException or StoreUnavailableException);

    async Task<bool> CaughtUpAsync(CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        while (time.GetElapsedTime(begun) < Patience)
        {
            var lag = await traces.LagAsync(time.GetUtcNow().UtcDateTime, stop);
            if (lag is { Events: 0, Cases: 0 })
                return true;
            await Task.Delay(100, stop);
        }
        return false;
    }

    /// <summary>Read before the log: what is sealed meanwhile counts as not sealed yet.</summary>
    async Task<IReadOnlyList<Seal>> SealsAsync(CancellationToken stop)
    {
        var all = new List<Seal>();
        while (await seals.ReadAsync(all.Count > 0 ? all[^1].Number : 0, AtOnce, stop) is { Count: > 0 } some)
            all.AddRange(some);
        return all;
    }

    async Task<long> CheckLogAsync(ChainCheck chain, List<string> differences, CancellationToken stop)
    {
        var count = 0L;
        var mark = default(LogMark);
        while (true)
        {
            var slice = await log.ReadAsync(mark, 5000, stop);
            foreach (var e in slice.Events)
            {
                count++;
                chain.Add(e);
                if (!e.HasItsChecks() && differences.Count < MostDifferences)
                    differences.Add($"The stored event {e.Source} {e.Id} is not what was appended");
            }
            if (slice.Events.Count == 0)
                return count;
            if (await log.UnkeyedAsync(slice.Events, stop) is > 0 and var unkeyed && differences.Count < MostDifferences)
                differences.Add($"{unkeyed} stored events are missing where duplicates are told: sent again, they would be stored a second time");
            mark = slice.End;
        }
    }

    async Task<(long Cases, long Promises)> CompareAsync(List<string> differences, CancellationToken stop)
    {
        long cases = 0, promises = 0;
        await foreach (var both in SideBySide.OfAsync(answers, e => differences.Add($"The log cannot be replayed, as it holds what is no event: {e.Message}"), stop))
        {
            if (both.Kept is { } kept)
                (cases, promises) = (cases + 1, promises + kept.Traces.Count);
            if (differences.Count < MostDifferences && await DifferenceAsync(both, stop) is { } difference)
                differences.Add(difference);
        }
        return (cases, promises);
    }

    async Task<string?> DifferenceAsync(SideBySide both, CancellationToken stop)
    {
        if (both.Kept is not { } kept)
            return await answers.CaseAsync(both.Logged!.Case, stop) is null ? $"The case {both.Logged.Case} is in the log and not in the read models" : null;
        // What was read at once may be of two moments: what differs is looked at again, by itself.
        return both.Logged is { } logged && Compared(kept, logged.Events, await knowledge.CurrentAsync(stop)) is null ? null : await DifferenceAsync(kept, stop);
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
        var events = await log.ReadCaseAsync(row.Case, stop);
        var known = await knowledge.CurrentAsync(stop);
        try
        {
            return Compared(row, [.. events.Select(e => e.ToCaseEvent())], known);
        }
        catch (Exception e) when (IsOfTheLog(e))
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
        catch (Exception e) when (IsOfTheLog(e))
        {
            return Unreplayable(row, e);
        }
    }

    static string Unreplayable(KeptCase row, Exception e) => $"The case {row.Case} cannot be replayed: {e.Message}";

    /// <summary>A trace is right as of its moment; it has to be of a moment since which nothing changed by itself.</summary>
    string? Overslept(KeptCase row, DateTime? wakeAt) => wakeAt is { } at && at + Patience < time.GetUtcNow().UtcDateTime
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
