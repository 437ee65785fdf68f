using JourneyTrace.Events;

namespace JourneyTrace.Journeys.Paths;

/// <summary>Which needs of a node's children were unmet, and when. Source: docs/replay.md, section 4.</summary>
sealed class Needs
{
    static readonly Needs None = new([]);

    readonly List<Unmet> _unmet;

    Needs(List<Unmet> unmet)
    {
        _unmet = unmet;
        Timeline = unmet.Count == 0 ? Timeline<Unmet>.Empty : new Timeline<Unmet>(unmet.Select(u => (u.From, u.Until, u)));
    }

    /// <summary>Which need counts when: the latest to become unmet.</summary>
    public Timeline<Unmet> Timeline { get; }

    /// <param name="node">Whose children are looked at.</param>
    /// <param name="end">The node's end, as it came to its own parent's walk.</param>
    public static Needs Of(Node node, DateTime end)
    {
        if (node.ChildList is not { } children)
            return None;
        List<Unmet>? unmet = null;
        Deliveries? deliveries = null;
        foreach (var child in children)
        {
            if (child.Mode == HandoffMode.Inform || Begin(child, node, end) is not { } begun)
                continue;
            deliveries ??= new Deliveries(children);
            var until = Earlier(deliveries.FirstAfter(child, begun.From), Earlier(child.WithdrawnAfterAll, end));
            if (until > begun.From)
                (unmet ??= []).Add(begun with { Until = until });
        }
        if (unmet is null)
            return None;
        unmet.Sort(static (a, b) => a.From != b.From ? a.From.CompareTo(b.From) : a.Order.CompareTo(b.Order));
        return new Needs(unmet);
    }

    /// <summary>
    /// For each child of kind escalation, the need of another child that was unmet when it was requested: the one
    /// that the escalation stands in for.
    /// </summary>
    public Dictionary<Handoff, Unmet> Escalated(Node node)
    {
        var found = new Dictionary<Handoff, Unmet>();
        if (_unmet.Count == 0)
            return found;
        var begun = new PriorityQueue<Unmet, int>();
        var next = 0;
        foreach (var escalation in node.Children)
        {
            if (escalation.Kind != "escalation" || escalation.Mode == HandoffMode.Inform)
                continue;
            for (; next < _unmet.Count && _unmet[next].From <= escalation.Start; next++)
                begun.Enqueue(_unmet[next], -next);
            if (LatestOfAnother(begun, escalation) is { } unmet)
                found[escalation] = unmet;
        }
        return found;
    }

    /// <summary>Whether this child's need is unmet at a moment.</summary>
    public bool UnmetAt(Handoff child, DateTime instant) =>
        _unmet.Exists(unmet => unmet.By == child && unmet.From <= instant && unmet.Until > instant);

    static Unmet? LatestOfAnother(PriorityQueue<Unmet, int> begun, Handoff escalation)
    {
        (Unmet Own, int Place)? own = null;
        Unmet? latest = null;
        while (latest is null && begun.TryPeek(out var top, out var place))
        {
            if (top.Until > escalation.Start && top.By != escalation)
            {
                latest = top;
                continue;
            }
            begun.Dequeue();
            if (top.Until > escalation.Start)
                own = (top, place);
        }
        if (own is { } kept)
            begun.Enqueue(kept.Own, kept.Place);
        return latest;
    }

    static Unmet? Begin(Handoff child, Node node, DateTime end)
    {
        if (child.Mode == HandoffMode.Ask && node.Fulfilled && (child.End is null || child.End > end))
            return new Unmet(child, child.Start, end, child.Order, Causes.NoAnswer, null, Answered: false);
        return child.LeftANeed
            ? new Unmet(child, child.End!.Value, end, child.EndOrder, child.Cause!, child.Decision, Answered: true)
            : null;
    }

    static DateTime Earlier(DateTime? one, DateTime other) => one is { } instant && instant < other ? instant : other;

    /// <summary>When each need was first met completely, by requester and need.</summary>
    sealed class Deliveries
    {
        readonly Dictionary<(string, string?, string?), List<DateTime>> _times = [];

        public Deliveries(List<Handoff> children)
        {
            foreach (var child in children)
            {
                if (child.CompleteAt is not { } time || child.Mode == HandoffMode.Inform)
                    continue;
                if (!_times.TryGetValue(child.NeedKey, out var times))
                    _times[child.NeedKey] = times = [];
                times.Add(time);
            }
            foreach (var times in _times.Values)
                times.Sort();
        }

        public DateTime? FirstAfter(Handoff need, DateTime from)
        {
            if (!_times.TryGetValue(need.NeedKey, out var times) || times[^1] <= from)
                return null;
            int low = 0, high = times.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (times[middle] > from)
                    high = middle;
                else
                    low = middle + 1;
            }
            return times[low];
        }
    }
}
