using JourneyTrace.Journeys.Traces;

namespace JourneyTrace.Insight;

/// <summary>Answers as of the moment that a request asks about: from the read models for now, from a replay for any other.</summary>
public sealed class Moment(IAnswers answers, Knowledge knowledge, TimeProvider time)
{
    // To replay all that there was takes a connection of its own, and some of the machine: so many at once, the others wait for their turn.
    const int MostAtOnce = 3;

    static readonly SemaphoreSlim Turns = new(MostAtOnce);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Asks, and clears up after the answer.</summary>
    /// <exception cref="ProblemException">Too many ask for other moments.</exception>
    public async Task<T> AskAsync<T>(Parameters parameters, Func<IAnswers, Task<T>> ask, CancellationToken stop)
    {
        if (parameters.AsOf is null && parameters.AsKnownAt is null)
            return await ask(answers);
        if (!await Turns.WaitAsync(Patience, stop))
            throw new ProblemException(Problem.TooBusy, $"{MostAtOnce} questions about other moments are under way, and others wait; ask again later");
        try
        {
            await using var snapshot = await answers.SnapshotAsync(TracesAsync(parameters, stop), stop);
            return await ask(snapshot.Answers);
        }
        finally
        {
            Turns.Release();
        }
    }

    /// <summary>The moment asked about, UTC.</summary>
    public DateTime AsOf(Parameters parameters) => parameters.AsOf ?? time.GetUtcNow().UtcDateTime;

    /// <summary>The organisation's own ways at the moment asked about.</summary>
    public Practices.Practice PracticeOf(Parameters parameters, Known known) => known.PracticeAt(AsOf(parameters), parameters.AsKnownAt);

    async IAsyncEnumerable<TracedCase> TracesAsync(
        Parameters parameters, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var known = await knowledge.CurrentAsync(stop);
        var asOf = AsOf(parameters);
        await foreach (var history in answers.HistoriesAsync(stop))
        {
            if (!history.Events.Any(e => e.Time <= asOf && e.RecordedAt <= (parameters.AsKnownAt ?? DateTime.MaxValue)))
                continue;
            var trace = CaseTrace.Of(history.Case, history.Events, known.Organisation, known.Catalogue, asOf, parameters.AsKnownAt);
            yield return new TracedCase(history.Number, trace, null);
        }
    }
}
