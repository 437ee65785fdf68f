using JourneyTrace.Events;

namespace JourneyTrace.Journeys.Paths;

/// <summary>
/// Gives a node's children in the order of the walk: of those not yet taken that started before the cursor, the one with
/// the latest min(end, cursor); ties: the latest start, then the latest in order. The cursor only moves back.
/// </summary>
sealed class Children
{
    static readonly Comparison<(Handoff Child, DateTime End)> LatestFirst = static (a, b) =>
        a.End != b.End ? b.End.CompareTo(a.End)
        : a.Child.Start != b.Child.Start ? b.Child.Start.CompareTo(a.Child.Start)
        : b.Child.Order.CompareTo(a.Child.Order);

    readonly List<(Handoff Child, DateTime End)> _byEnd;
    readonly PriorityQueue<(Handoff Child, DateTime End), (long Start, int Order)> _reaching = new();
    int _next;

    Children(List<(Handoff Child, DateTime End)> byEnd) => _byEnd = byEnd;

    /// <summary>The children that are walked into, each with its end as it comes to this walk; null for none.</summary>
    public static Children? Of(Node node, DateTime end)
    {
        if (node.ChildList is not { } children)
            return null;
        var walked = new List<(Handoff Child, DateTime End)>(children.Count);
        foreach (var child in children)
        {
            if (EndIn(node, end, child) is { } childEnd)
                walked.Add((child, childEnd));
        }
        walked.Sort(LatestFirst);
        return walked.Count == 0 ? null : new Children(walked);
    }

    public (Handoff Child, DateTime End)? Take(DateTime cursor)
    {
        for (; _next < _byEnd.Count && _byEnd[_next].End >= cursor; _next++)
        {
            var child = _byEnd[_next].Child;
            _reaching.Enqueue(_byEnd[_next], (-child.Start.Ticks, -child.Order));
        }
        while (_reaching.TryDequeue(out var latest, out _))
        {
            if (latest.Child.Start < cursor)
                return latest;
        }
        while (_next < _byEnd.Count)
        {
            var latest = _byEnd[_next++];
            if (latest.Child.Start < cursor)
                return latest;
        }
        return null;
    }

    /// <summary>The children that are walked into and take any time, each with its end as it comes to this walk.</summary>
    public static IEnumerable<(Handoff Child, DateTime End)> All(Node node, DateTime end) => node.Children
        .Select(child => (Child: child, End: EndIn(node, end, child)))
        .Where(c => c.End > c.Child.Start)
        .Select(c => (c.Child, c.End!.Value));

    static DateTime? EndIn(Node node, DateTime end, Handoff child)
    {
        if (child.Mode == HandoffMode.Inform)
            return null;
        if (node.Fulfilled)
        {
            if (child.End is null)
                return child.Mode == HandoffMode.Ask ? null : end;
            return child.End > end ? null : child.End;
        }
        return child.End is { } ended && ended < end ? ended : end;
    }
}
