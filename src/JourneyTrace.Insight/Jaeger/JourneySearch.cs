using JourneyTrace.Telemetry.Journeys;

namespace JourneyTrace.Insight.Jaeger;

/// <summary>Finds journeys for trace viewers: where they may be is known in memory; each is then replayed as it stands now.</summary>
sealed class JourneySearch(IAnswers answers, IJourneyExports exports, JourneyReader reader, TimeProvider time)
{
    // So many cases are replayed for one search at most.
    const int MostReplayed = 2000;

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<IReadOnlyList<string>> ServicesAsync(CancellationToken stop) =>
        await answers.ServicesAsync(stop) is { Count: > 0 } links ? [JourneySpans.Customer, .. links.Where(link => link != JourneySpans.Customer)] : [];

    /// <summary>The operations of a service by name, each with what it stands for.</summary>
    public async Task<IReadOnlyList<(string Name, string Kind)>> OperationsAsync(string service, CancellationToken stop)
    {
        // A link may be called as the customer is: it is one service with both.
        var journeys = service == JourneySpans.Customer ? (await answers.KindsOfCasesAsync(stop)).Select(kind => (Name: JourneySpans.NameOfJourney(kind), "client")) : [];
        return [.. journeys, .. (await answers.OperationsAsync(service, stop)).Select(o => (Name: NameOf(o, service), "server")).Distinct().OrderBy(o => o.Name, StringComparer.Ordinal)];
    }

    /// <exception cref="JaegerException">No service is named.</exception>
    public async Task<IReadOnlyList<JourneyAsTrace>> FindAsync(JaegerQuery query, CancellationToken stop)
    {
        if (query.Service is not { } service)
            throw new JaegerException(400, "parameter 'service' is required");
        var found = new List<JourneyAsTrace>();
        foreach (var @case in await CandidatesAsync(query, service, stop))
        {
            if (await reader.ReadAsync(@case, (await exports.LastAsync(@case, stop))?.Revision ?? 1, Now, stop) is { } journey && query.Fits(journey))
                found.Add(journey);
            if (found.Count >= query.Limit)
                break;
        }
        return found;
    }

    /// <summary>The journey of a trace's id, as it stands now; null where there is none.</summary>
    public async Task<JourneyAsTrace?> GetAsync(string traceId, CancellationToken stop)
    {
        var id = traceId.ToLowerInvariant().PadLeft(32, '0');
        return await exports.FindAsync(id, stop) is { } found ? await reader.ReadAsync(found.Case, found.Revision, Now, stop) : null;
    }

    async Task<IReadOnlyList<string>> CandidatesAsync(JaegerQuery query, string service, CancellationToken stop)
    {
        var most = query.Shortest is null && query.Longest is null && query.Tags.Count == 0 ? query.Limit * 2 : MostReplayed;
        var opened = service == JourneySpans.Customer ? await OpenedAsync(query, most, stop) : [];
        OperationRow? operation = null;
        if (query.Operation is not null)
        {
            operation = (await answers.OperationsAsync(service, stop)).FirstOrDefault(o => NameOf(o, service) == query.Operation);
            if (operation is null)
                return opened;
        }
        var begun = await answers.JourneysAsync(new JourneyQuery(service, operation, null, query.From, query.To), most, stop);
        return opened.Count == 0 ? begun : [.. opened.Union(begun, StringComparer.Ordinal)];
    }

    /// <summary>Cases that were opened, of the kind that the operation names.</summary>
    async Task<IReadOnlyList<string>> OpenedAsync(JaegerQuery query, int most, CancellationToken stop)
    {
        if (query.Operation is null)
            return await answers.JourneysAsync(new JourneyQuery(null, null, null, query.From, query.To), most, stop);
        // Those without a kind are among all: the spans tell.
        if (query.Operation == JourneySpans.NameOfJourney(null))
            return await answers.JourneysAsync(new JourneyQuery(null, null, null, query.From, query.To), MostReplayed, stop);
        var kind = (await answers.KindsOfCasesAsync(stop)).FirstOrDefault(k => k is not null && JourneySpans.NameOfJourney(k) == query.Operation);
        return kind is null ? [] : await answers.JourneysAsync(new JourneyQuery(null, null, kind, query.From, query.To), most, stop);
    }

    static string NameOf(OperationRow operation, string service) => operation.Promise is { } promise
        ? JourneySpans.NameOfPromise(promise == "complaint" ? "complaint:" : promise)
        : JourneySpans.NameOf(operation.Kind ?? "", operation.From ?? "", service);
}
