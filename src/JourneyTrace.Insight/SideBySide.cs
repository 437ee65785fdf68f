using System.Runtime.CompilerServices;

namespace JourneyTrace.Insight;

/// <summary>What the read models hold of each case beside what the log holds of it, in the order of their numbers. Both are read some hundred cases at once.</summary>
/// <param name="Kept">Null where the read models do not know the case.</param>
/// <param name="Logged">Null where the log holds no event of it, or cannot be read from here on.</param>
sealed record SideBySide(KeptCase? Kept, CaseHistory? Logged)
{
    const int AtOnce = 500;

    /// <param name="answers">Where both are read.</param>
    /// <param name="unreadable">Told why the log cannot be read any further; the cases of the read models go on without it.</param>
    /// <param name="stop">Ends it.</param>
    public static async IAsyncEnumerable<SideBySide> OfAsync(IAnswers answers, Action<Exception> unreadable, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var logged = new Log(answers.HistoriesAsync(stop).GetAsyncEnumerator(stop), unreadable);
        await logged.NextAsync();
        await foreach (var kept in KeptAsync(answers, stop))
        {
            for (; logged.Now is { } alone && alone.Number < kept.Number; await logged.NextAsync())
                yield return new SideBySide(null, alone);
            var same = logged.Now is { } now && now.Number == kept.Number ? now : null;
            yield return new SideBySide(kept, same);
            if (same is not null)
                await logged.NextAsync();
        }
        for (; logged.Now is { } alone; await logged.NextAsync())
            yield return new SideBySide(null, alone);
    }

    static async IAsyncEnumerable<KeptCase> KeptAsync(IAnswers answers, [EnumeratorCancellation] CancellationToken stop)
    {
        var cursor = 0L;
        while (await answers.KeptAsync(cursor, AtOnce, stop) is { Count: > 0 } some)
        {
            foreach (var kept in some)
                yield return kept;
            cursor = some[^1].Number;
        }
    }

    sealed class Log(IAsyncEnumerator<CaseHistory> histories, Action<Exception> unreadable) : IAsyncDisposable
    {
        /// <summary>Null after the last one.</summary>
        public CaseHistory? Now { get; private set; }

        public async Task NextAsync()
        {
            try
            {
                Now = await histories.MoveNextAsync() ? histories.Current : null;
            }
            catch (Exception e) when (Verification.IsOfTheLog(e))
            {
                Now = null;
                unreadable(e);
            }
        }

        public ValueTask DisposeAsync() => histories.DisposeAsync();
    }
}
