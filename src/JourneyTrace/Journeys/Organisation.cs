using JourneyTrace.Events;

namespace JourneyTrace.Journeys;

/// <summary>
/// What the organisation decided, ready to be asked link by link: built once from its events, used for every case.
/// Immutable; safe to share between threads.
/// </summary>
public sealed class Organisation
{
    readonly Dictionary<string, List<Obstacle>> _windows = new(StringComparer.Ordinal);
    readonly DateTime _lastTold;

    /// <param name="events">The organisation's events in any order; those that are no decision are passed over.</param>
    public Organisation(IEnumerable<CaseEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var e in events)
        {
            if (e.Fact is not DecisionTaken decision)
                continue;
            _lastTold = e.Time > _lastTold ? e.Time : _lastTold;
            foreach (var link in decision.Links.Distinct(StringComparer.Ordinal))
                Add(link, new Obstacle(decision.Cause, decision.Decision, decision.From, e) { Until = decision.To });
        }
        foreach (var windows in _windows.Values)
            windows.Sort(Obstacle.Compare);
    }

    public static Organisation Empty { get; } = new([]);

    /// <summary>Whether a decision is told after this moment.</summary>
    internal bool IsAheadOf(DateTime instant) => _lastTold > instant;

    /// <summary>When the next decision on this link is told after a moment, UTC; null for none.</summary>
    internal DateTime? NextTold(string link, DateTime after)
    {
        DateTime? next = null;
        foreach (var window in _windows.GetValueOrDefault(link, []))
        {
            if (window.Said.Time > after && !(next <= window.Said.Time))
                next = window.Said.Time;
        }
        return next;
    }

    /// <summary>Whether any decision, ever told, touches this link.</summary>
    internal bool Touches(string link) => _windows.ContainsKey(link);

    /// <summary>The windows at a link, by their begin, as they were told by <paramref name="asOf"/> and known by <paramref name="asKnownAt"/>.</summary>
    internal IEnumerable<Obstacle> WindowsAt(string link, DateTime asOf, DateTime asKnownAt) =>
        _windows.TryGetValue(link, out var windows)
            ? windows.Where(w => w.Said.Time <= asOf && w.Said.RecordedAt <= asKnownAt)
            : [];

    void Add(string link, Obstacle window)
    {
        if (!_windows.TryGetValue(link, out var windows))
            _windows[link] = windows = [];
        windows.Add(window);
    }
}
