using JourneyTrace.Journeys.Paths;
using JourneyTrace.Journeys.Shares;

namespace JourneyTrace.Journeys.Alternatives;

/// <summary>Which spans of each node's own time go, when something is dropped. Source: docs/what-if.md.</summary>
sealed class Savings
{
    readonly Journey _journey;
    readonly IReadOnlyList<Drop> _drops;
    readonly Dictionary<Node, Spans> _onPath;

    Savings(Journey journey, IReadOnlyList<Drop> drops, Dictionary<Node, Spans> onPath, long estimate)
    {
        _journey = journey;
        _drops = drops;
        _onPath = onPath;
        OnPath = estimate;
    }

    /// <summary>What goes on the path, summed, in ticks: the estimate of how much earlier the promise ends.</summary>
    public long OnPath { get; }

    public static Savings Of(Promise promise, Journey journey, IReadOnlyList<Drop> drops)
    {
        var path = PathWalk.Of(promise, journey, withOwners: true);
        var kind = journey.Opened?.Kind;
        var gone = new Spans(Division.UnpaidOf(promise, journey, path).Where(u => drops.Any(d => d.Fits(u.Segment, kind))).Select(Last));
        var onPath = path.OwnTimes.GroupBy(own => own.Node).ToDictionary(own => own.Key, own => new Spans(own.SelectMany(o => gone.In(o.From, o.To))));
        return new Savings(journey, drops, onPath, gone.Total);
    }

    /// <summary>What goes of a node's own time.</summary>
    /// <param name="gaps">When the node waited for none of its children.</param>
    public Spans Of(Node node, DateTime end, IReadOnlyList<(DateTime From, DateTime To)> gaps)
    {
        if (_onPath.TryGetValue(node, out var spans))
            return spans;
        return node is Handoff handoff ? BesideThePath(handoff, end, gaps) : Spans.None;
    }

    /// <summary>The end of a segment goes: a budget pays what began first.</summary>
    static (DateTime From, DateTime To) Last((Segment Segment, long Ticks, long Of) unpaid)
    {
        var (segment, ticks, of) = unpaid;
        var length = (Int128)(segment.To - segment.From).Ticks * ticks / Math.Max(1, of);
        return (segment.To.AddTicks(-(long)length), segment.To);
    }

    /// <summary>
    /// Beside the path a hand-off with an allowance keeps to it, in what fits; of one without, what stood in its way goes, and its work stays.
    /// </summary>
    Spans BesideThePath(Handoff handoff, DateTime end, IReadOnlyList<(DateTime From, DateTime To)> gaps)
    {
        var kind = _journey.Opened?.Kind;
        if (!_drops.Any(d => (d.Link is null || d.Link == handoff.Link || handoff.Children.Count > 0) && (d.Kind is null || d.Kind == kind)))
            return Spans.None;
        var account = new Account();
        List<Segment> pieces = [];
        var frame = new Frame(_journey, handoff, handoff.Start, end, end, null);
        foreach (var (from, to) in gaps.Reverse())
            frame.CutOwnTime(_journey, from, to, pieces);
        foreach (var piece in pieces.Where(p => p.Node == handoff))
            account.Add(piece, Measured(piece));
        var unpaid = Budget(handoff) is { } budget
            ? account.Unpaid(budget)
            : account.Pieces.Where(p => p.Segment.Phase is Phase.Obstacle or Phase.Unmet);
        var unmet = pieces.Where(p => p.Node != handoff).Select(p => (p, Measured(p)));
        return new Spans(unpaid.Concat(unmet).Where(u => _drops.Any(d => d.Fits(u.Item1, kind))).Select(u => Last((u.Item1, u.Item2, Measured(u.Item1)))));
    }

    long Measured(Segment segment) => _journey.Catalogue.Measure(segment.Link, segment.From, segment.To).Ticks;

    /// <summary>Its allowance less those of what it asked for.</summary>
    long? Budget(Handoff handoff)
    {
        if (Allowance.Of(handoff, _journey.Catalogue) is not { } allowance)
            return null;
        foreach (var child in handoff.Children)
        {
            if (child.Mode == Events.HandoffMode.Ask && Allowance.Of(child, _journey.Catalogue) is { } agreed && child.End - child.Start is { } taken)
                allowance -= agreed < taken ? agreed : taken;
        }
        return Math.Max(0, allowance.Ticks);
    }
}
