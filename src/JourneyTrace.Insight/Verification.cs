using System.Runtime.CompilerServices;
using JourneyTrace.Sealing;

namespace JourneyTrace.Insight;

/// <summary>Compares the read models with a replay from zero, and the log with its checks and seals.</summary>
public sealed class Verification(
    IAnswers answers, IEventLog log, ILogSeals seals, ILogChecks checks, ITraceStore traces, IFreshness freshness, Knowledge knowledge, TimeProvider time)
{
    const int AtOnce = 500;
    internal const int MostDifferences = 20;

    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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
        var events = 0L;
        await ReadingAsync(differences, async () =>
        {
            await foreach (var slice in SlicesAsync(stop))
            {
                await CheckAsync(slice, chain, differences, stop);
                events += slice.Count;
            }
        });
        await ReadingAsync(differences, () => CheckStrayAsync(differences, stop));
        differences.AddRange(chain.End(time.GetUtcNow().UtcDateTime).Take(MostDifferences));
        var cases = new CaseComparison(answers, log, knowledge, time, differences);
        await ReadingAsync(differences, () => cases.RunAsync(stop));
        return new VerifyAnswer(differences.Count == 0, cases.Cases, cases.Promises, events, differences, chain.Sealed, heads.LastOrDefault());
    }

    /// <summary>What cannot be read is a difference, and takes nothing away from what was found before.</summary>
    static async Task ReadingAsync(List<string> differences, Func<Task> reading)
    {
        try
        {
            await reading();
        }
        catch (Exception e) when (IsOfTheLog(e))
        {
            differences.Add($"The database holds what was never written into it by this program, and cannot be read on: {e.Message}");
        }
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

    async IAsyncEnumerable<IReadOnlyList<StoredEvent>> SlicesAsync([EnumeratorCancellation] CancellationToken stop)
    {
        for (var mark = default(LogMark); await log.ReadAsync(mark, 5000, stop) is { Events.Count: > 0 } slice; mark = slice.End)
            yield return slice.Events;
    }

    async Task CheckAsync(IReadOnlyList<StoredEvent> events, ChainCheck chain, List<string> differences, CancellationToken stop)
    {
        foreach (var e in events)
        {
            chain.Add(e);
            if (!e.HasItsChecks() && differences.Count < MostDifferences)
                differences.Add($"The stored event {e.Source} {e.Id} is not what was appended");
        }
        if (await checks.MiskeyedAsync(events, stop) is > 0 and var miskeyed && differences.Count < MostDifferences)
            differences.Add($"{miskeyed} stored events are missing where duplicates are told, or changed there: sent again, they would be stored a second time, or rejected");
    }

    async Task CheckStrayAsync(List<string> differences, CancellationToken stop)
    {
        var stray = await checks.StrayAsync(stop);
        if (stray.Events > 0)
            differences.Add($"{stray.Events} events lie where no append has put them, and who reads the log in its order does not come to them; after a logical restore, its last step is missing (docs/ops.md)");
        if (stray.Keys > 0)
            differences.Add($"{stray.Keys} keys tell duplicates of events that are not stored: such an event would be acknowledged, and lost");
    }
}
