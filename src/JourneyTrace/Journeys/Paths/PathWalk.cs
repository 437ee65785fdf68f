using JourneyTrace.Events;

namespace JourneyTrace.Journeys.Paths;

/// <summary>
/// The critical path of a promise, walked backwards from its end: for each moment since its making, whose time it was.
/// Without recursion, so that a chain of any depth can be walked. Source: docs/replay.md, section 4.
/// </summary>
sealed class PathWalk
{
    readonly Journey _journey;
    readonly Stack<Frame> _open = new();
    readonly List<Segment> _backwards = [];
    readonly Dictionary<Node, TimeSpan> _agreedBelow = [];

    PathWalk(Journey journey) => _journey = journey;

    /// <summary>The segments from the promise's making to its end; they touch, and leave nothing out.</summary>
    public IReadOnlyList<Segment> Segments { get; private set; } = [];

    /// <summary>
    /// For each node, how much of its allowance it needs for what it asked of others: of each child of mode ask walked
    /// into, the smaller of the child's allowance and the time of the walk.
    /// </summary>
    public TimeSpan AgreedBelow(Node node) => _agreedBelow.GetValueOrDefault(node);

    /// <summary>Whose own time each piece of the walk is, the latest first; where it was asked for.</summary>
    public IReadOnlyList<(Node Node, DateTime From, DateTime To)> OwnTimes => _own ?? [];

    List<(Node Node, DateTime From, DateTime To)>? _own;

    public static PathWalk Of(Promise promise, Journey journey, bool withOwners = false)
    {
        var walk = new PathWalk(journey) { _own = withOwners ? [] : null };
        var end = promise.End ?? journey.AsOf;
        walk._open.Push(new Frame(journey, promise, promise.Start, end, end, null));
        while (walk._open.TryPeek(out var frame))
            walk.Step(frame);
        walk._backwards.Reverse();
        walk.Segments = walk._backwards;
        return walk;
    }

    void Step(Frame frame)
    {
        while (frame.Cursor > frame.Start && frame.Children?.Take(frame.Cursor) is var (child, childEnd))
        {
            var end = childEnd < frame.Cursor ? childEnd : frame.Cursor;
            var start = child.Start > frame.Start ? child.Start : frame.Start;
            if (end <= start)
                continue;
            Own(frame, end, frame.Cursor);
            frame.Cursor = start;
            Agree(frame.Node, child, end - start);
            _open.Push(new Frame(_journey, child, start, end, childEnd, frame.StandsInFor(child)));
            return;
        }
        Own(frame, frame.Start, frame.Cursor);
        _open.Pop();
    }

    void Own(Frame frame, DateTime from, DateTime to)
    {
        frame.CutOwnTime(_journey, from, to, _backwards);
        if (to > from)
            _own?.Add((frame.Node, from, to));
    }

    void Agree(Node parent, Handoff child, TimeSpan walked)
    {
        if (child.Mode != HandoffMode.Ask || Shares.Allowance.Of(child, _journey.Catalogue) is not { } allowance)
            return;
        _agreedBelow[parent] = AgreedBelow(parent) + (allowance < walked ? allowance : walked);
    }
}
