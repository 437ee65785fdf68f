namespace JourneyTrace.Journeys.Paths;

/// <summary>One node's turn in the walk: path(node, start, limit) of the replay's section 4.</summary>
sealed class Frame
{
    static readonly Dictionary<Handoff, Unmet> NoEscalations = [];

    readonly Timeline<Obstacle> _atLink;
    readonly Timeline<Obstacle> _named;
    readonly Needs _needs;
    readonly Handoff? _handoff;
    readonly bool _customers;
    readonly Unmet? _standsIn;
    int _atLinkPlace, _namedPlace, _unmetPlace;
    Dictionary<Handoff, Unmet>? _escalated;

    /// <param name="end">The node's end, as it came to its parent's walk.</param>
    /// <param name="standsIn">The need that an escalation above stands in for; all time below is charged to it.</param>
    public Frame(Journey journey, Node node, DateTime start, DateTime limit, DateTime end, Unmet? standsIn)
    {
        Node = node;
        Start = start;
        Cursor = limit;
        _standsIn = standsIn;
        _handoff = node as Handoff;
        _customers = IsCustomers(journey, standsIn?.By ?? node);
        Children = Children.Of(node, end);
        _needs = Needs.Of(node, end);
        _atLink = journey.ObstaclesAt(node.Link);
        _named = journey.ObstaclesOf(node);
        (_atLinkPlace, _namedPlace, _unmetPlace) = (_atLink.Count, _named.Count, _needs.Timeline.Count);
    }

    public Node Node { get; }

    public DateTime Start { get; }

    public DateTime Cursor { get; set; }

    public Children? Children { get; }

    /// <summary>The need that a child's time is charged to instead of the child, or null.</summary>
    public Unmet? StandsInFor(Handoff child)
    {
        if (_standsIn is not null || child.Kind != "escalation")
            return _standsIn;
        _escalated ??= _needs.Timeline.Count == 0 ? NoEscalations : _needs.Escalated(Node);
        return _escalated.GetValueOrDefault(child);
    }

    /// <summary>Cuts a span of the node's own time into segments, the latest first.</summary>
    public void CutOwnTime(Journey journey, DateTime from, DateTime to, List<Segment> backwards)
    {
        while (to > from)
        {
            var segment = _standsIn is { } need ? Charge(journey, need, from, to) : Latest(journey, from, to);
            if (backwards.Count > 0 && backwards[^1].Continues(segment) && backwards[^1].From == segment.To)
                backwards[^1] = backwards[^1] with { From = segment.From };
            else
                backwards.Add(segment);
            to = segment.From;
        }
    }

    Segment Latest(Journey journey, DateTime from, DateTime to)
    {
        var (linkObstacle, linkSince) = _atLink.Before(to, ref _atLinkPlace);
        var (ownObstacle, ownSince) = _named.Before(to, ref _namedPlace);
        var (unmet, unmetSince) = _needs.Timeline.Before(to, ref _unmetPlace);
        var cut = Later(Later(from, linkSince), Later(ownSince, unmetSince));
        if (_handoff?.Accepted is { } accepted && accepted < to)
            cut = Later(cut, accepted);
        if (LaterMet(linkObstacle, ownObstacle) is { } obstacle)
            return Own(Phase.Obstacle, obstacle.Cause, obstacle.Decision, cut, to);
        if (unmet is not null)
            return Charge(journey, unmet, cut, to);
        return Queued(to)
            ? Own(Phase.Queue, Events.Causes.Queue, null, cut, to)
            : Own(Phase.Work, Events.Causes.SlowWork, null, cut, to);
    }

    bool Queued(DateTime to)
    {
        if (_handoff is null)
            return false;
        return _handoff.Accepted is { } accepted ? to <= accepted : !_handoff.Fulfilled;
    }

    Segment Own(Phase phase, string cause, string? decision, DateTime from, DateTime to) => _customers
        ? new Segment(Node, Phase.Customer, Events.Causes.Customer, null, from, to)
        : new Segment(Node, phase, cause, decision, from, to);

    static Segment Charge(Journey journey, Unmet need, DateTime from, DateTime to) => IsCustomers(journey, need.By)
        ? new Segment(need.By, Phase.Customer, Events.Causes.Customer, null, from, to)
        : new Segment(need.By, Phase.Unmet, need.Cause, need.Decision, from, to) { Unserved = need.Answered };

    static bool IsCustomers(Journey journey, Node node) =>
        journey.Catalogue.SideOf(node.Link) == Catalogues.Side.Customer;

    static Obstacle? LaterMet(Obstacle? one, Obstacle? other)
    {
        if (one is null || other is null)
            return one ?? other;
        return Obstacle.Compare(one, other) >= 0 ? one : other;
    }

    static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;
}
