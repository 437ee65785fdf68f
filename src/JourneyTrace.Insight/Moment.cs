using JourneyTrace.Journeys.Traces;

namespace JourneyTrace.Insight;

/// <summary>Answers as of the moment that a request asks about: from the read models for now, from a replay for any other.</summary>
public sealed class Moment(IAnswers answers, Knowledge knowledge, TimeProvider time)
{
    /// <summary>Asks, and clears up after the answer.</summary>
    public async Task<T> AskAsync<T>(Parameters parameters, Func<IAnswers, Task<T>> ask, CancellationToken stop)
    {
        if (parameters.AsOf is null && parameters.AsKnownAt is null)
            return await ask(answers);
        await using var snapshot = await answers.SnapshotAsync(TracesAsync(parameters, stop), stop);
        return await ask(snapshot.Answers);
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
