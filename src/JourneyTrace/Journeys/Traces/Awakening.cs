using JourneyTrace.Events;

namespace JourneyTrace.Journeys.Traces;

/// <summary>
/// When a case is to be traced again though nothing happens: a promise falls due or becomes at risk, an event that lies
/// ahead comes true, a decision that lies ahead is told, or a broken promise that nobody has ended goes on taking time.
/// </summary>
public static class Awakening
{
    static readonly TimeSpan Soonest = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Latest = TimeSpan.FromDays(1);

    /// <summary>The first moment after the trace's own at which it would be another, UTC; null for never.</summary>
    public static DateTime? Of(CaseTrace trace, IReadOnlyList<CaseEvent> events, Organisation organisation)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(organisation);
        var asOf = trace.Journey.AsOf;
        var next = trace.NextChange;
        foreach (var e in events)
        {
            if (e.Time > asOf)
                next = Earlier(next, e.Time);
        }
        if (organisation.IsAheadOf(asOf))
        {
            foreach (var link in trace.Journey.Handoffs.Select(h => h.Link).Concat(trace.Journey.Promises.Select(p => p.Link)))
                next = organisation.NextTold(link, asOf) is { } told ? Earlier(next, told) : next;
        }
        foreach (var promise in trace.Promises)
        {
            if (promise.Status == PromiseStatus.Broken && promise.Promise.End is null)
                next = Earlier(next, asOf + Growing(promise.Lateness));
        }
        return next;
    }

    /// <summary>What is a day overdue is looked at again sooner than what is a year overdue: a tenth of its lateness.</summary>
    static TimeSpan Growing(TimeSpan lateness)
    {
        var tenth = lateness / 10;
        return tenth < Soonest ? Soonest : tenth > Latest ? Latest : tenth;
    }

    static DateTime Earlier(DateTime? one, DateTime other) => one is { } instant && instant < other ? instant : other;
}
