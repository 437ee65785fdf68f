using JourneyTrace.Catalogues;
using JourneyTrace.Events;

namespace JourneyTrace.Journeys.Traces;

/// <summary>What a replay of one case finds. Source: docs/replay.md, section 6.</summary>
/// <param name="Case">The case's name.</param>
/// <param name="Journey">The case as it stood.</param>
/// <param name="Promises">By making, then order.</param>
public sealed record CaseTrace(string Case, Journey Journey, IReadOnlyList<PromiseTrace> Promises)
{
    /// <summary>
    /// The trace of a case at a moment: a pure function of its arguments, the same for any order of the events.
    /// </summary>
    /// <param name="case">The case's name.</param>
    /// <param name="events">All events of the case, in any order.</param>
    /// <param name="organisation">The organisation's decisions.</param>
    /// <param name="catalogue">Links, calendars and terms.</param>
    /// <param name="asOf">The moment that is asked about, UTC.</param>
    /// <param name="asKnownAt">The moment whose knowledge is used, UTC; null for all that is known.</param>
    public static CaseTrace Of(
        string @case, IEnumerable<CaseEvent> events, Organisation organisation, Catalogue catalogue,
        DateTime asOf, DateTime? asKnownAt = null)
    {
        var journey = Replay.Run(events, organisation, catalogue, asOf, asKnownAt);
        return new CaseTrace(@case, journey, [.. journey.Promises.Select(promise => PromiseTrace.Of(promise, journey))]);
    }

    /// <summary>The gravest status of its promises: broken, abandoned, open, kept, released; null where nothing was promised.</summary>
    public PromiseStatus? Gravest => Promises.Count == 0 ? null : Promises.Select(p => p.Status).MaxBy(Gravity);

    static int Gravity(PromiseStatus status) => status switch
    {
        PromiseStatus.Broken => 4,
        PromiseStatus.Abandoned => 3,
        PromiseStatus.Open => 2,
        PromiseStatus.Released => 0,
        _ => 1,
    };

    /// <summary>
    /// The first moment after the one asked about at which a promise falls due or becomes at risk with no event to say
    /// so; null where only an event can change the trace's status.
    /// </summary>
    public DateTime? NextChange
    {
        get
        {
            DateTime? next = null;
            foreach (var trace in Promises)
            {
                if (trace.Status != PromiseStatus.Open)
                    continue;
                var change = trace.Promise.Due.AddTicks(TimeSpan.TicksPerMicrosecond);
                if (!trace.AtRisk && Risk.Of(trace.Promise, Journey).NextChange is { } risk && risk < change)
                    change = risk;
                next = next is { } earlier && earlier < change ? earlier : change;
            }
            return next;
        }
    }
}
