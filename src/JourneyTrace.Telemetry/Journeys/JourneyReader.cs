using JourneyTrace.Journeys.Traces;
using JourneyTrace.Storage;

namespace JourneyTrace.Telemetry.Journeys;

/// <summary>Reads a case from the log and tells it as a trace, as it stands at a moment.</summary>
public sealed class JourneyReader(IEventLog log, Knowledge knowledge, IJourneyExports exports)
{
    /// <summary>The journey in a revision; null where there is no such case.</summary>
    /// <param name="asOf">UTC; what is after it is not seen.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public async Task<JourneyAsTrace?> ReadAsync(string @case, int revision, DateTime asOf, CancellationToken stop)
    {
        var events = await log.ReadCaseAsync(@case, stop);
        if (events.Count == 0)
            return null;
        var known = await knowledge.CurrentAsync(stop);
        var trace = CaseTrace.Of(@case, events.Select(e => e.ToCaseEvent()), known.Organisation, known.Catalogue, asOf);
        return JourneySpans.Of(exports.Tenant, trace, new SentBy(events), revision);
    }
}
