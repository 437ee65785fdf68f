using JourneyTrace.Catalogues;
using JourneyTrace.Events;

namespace JourneyTrace.Journeys;

/// <summary>
/// One case as it stood at <see cref="AsOf"/>: its promises, hand-offs and obstacles, replayed from its events. The
/// same for any order of arrival.
/// </summary>
public sealed class Journey
{
    readonly Dictionary<string, Timeline<Obstacle>> _obstacles = new(StringComparer.Ordinal);

    internal Journey(DateTime asOf, DateTime asKnownAt, Catalogue catalogue, Organisation organisation)
    {
        AsOf = asOf;
        AsKnownAt = asKnownAt;
        Catalogue = catalogue;
        Organisation = organisation;
    }

    /// <summary>The moment that is asked about, UTC. Later events are not seen.</summary>
    public DateTime AsOf { get; }

    /// <summary>The moment whose knowledge is used, UTC. What was recorded later is not seen.</summary>
    public DateTime AsKnownAt { get; }

    public Catalogue Catalogue { get; }

    /// <summary>What the opening said; null where it was not told.</summary>
    public CaseOpened? Opened { get; internal set; }

    public DateTime? OpenedAt { get; internal set; }

    /// <summary>Time of the last event seen; null where there is none.</summary>
    public DateTime? LastEventAt { get; internal set; }

    /// <summary>Whether the case was closed or the customer lost.</summary>
    public bool Closed { get; internal set; }

    /// <summary>Whether the customer was lost.</summary>
    public bool Lost { get; internal set; }

    /// <summary>Why the customer was lost, where somebody said.</summary>
    public string? LostReason { get; internal set; }

    /// <summary>The customer's last word, 0 to 10; null where there was none.</summary>
    public double? Score { get; internal set; }

    /// <summary>The touchpoints with the customer, in order.</summary>
    public IReadOnlyList<(DateTime At, CustomerContacted Contact)> Contacts => ContactList;

    internal List<(DateTime At, CustomerContacted Contact)> ContactList { get; } = [];

    /// <summary>What stood in the way of a link or a hand-off in this case, in the order in which it was met.</summary>
    public IReadOnlyList<Sighting> Sightings => [.. SightingList.Select(s => s.Sighting with { Cleared = s.Obstacle.Until == DateTime.MaxValue ? null : s.Obstacle.Until })];

    internal List<(Sighting Sighting, Obstacle Obstacle)> SightingList { get; } = [];

    public int Events { get; internal set; }

    /// <summary>What was recorded to have cost or saved something, in order.</summary>
    public IReadOnlyList<(DateTime At, EffectRecorded Effect)> Effects => EffectList;

    internal List<(DateTime At, EffectRecorded Effect)> EffectList { get; } = [];

    /// <summary>By making, then order.</summary>
    public IReadOnlyList<Promise> Promises => PromiseList;

    /// <summary>In the order of request; each try is one.</summary>
    public IReadOnlyList<Handoff> Handoffs => HandoffList;

    public IReadOnlyList<Remark> Remarks => RemarkList;

    /// <summary>The activities that were recorded, in order.</summary>
    public IReadOnlyList<Step> Recorded => StepList;

    internal List<Step> StepList { get; } = [];

    internal List<Promise> PromiseList { get; } = [];

    internal List<Handoff> HandoffList { get; } = [];

    internal List<Remark> RemarkList { get; } = [];

    /// <summary>Obstacles that name no hand-off, by link, in the order in which they were met.</summary>
    internal Dictionary<string, List<Obstacle>> ObstaclesAtLinks { get; } = new(StringComparer.Ordinal);

    /// <summary>Obstacles that name a hand-off, in the order in which they were met.</summary>
    internal Dictionary<Handoff, List<Obstacle>> ObstaclesOfHandoffs { get; } = [];

    Organisation Organisation { get; }

    /// <summary>The time that a hand-off may take, as its provider counts it; null where it has no term.</summary>
    public TimeSpan? AllowanceOf(Handoff handoff) => Shares.Allowance.Of(handoff, Catalogue);

    /// <summary>What stopped a link when, for any of its hand-offs: the case's obstacles and the organisation's decisions.</summary>
    internal Timeline<Obstacle> ObstaclesAt(string link)
    {
        var own = ObstaclesAtLinks.GetValueOrDefault(link);
        if (own is null && !Organisation.Touches(link))
            return Timeline<Obstacle>.Empty;
        if (_obstacles.TryGetValue(link, out var timeline))
            return timeline;
        List<Obstacle> all = [.. Organisation.WindowsAt(link, AsOf, AsKnownAt).Select(Named), .. own ?? []];
        return _obstacles[link] = TimelineOf(all);
    }

    /// <summary>What stopped this hand-off alone, when.</summary>
    internal Timeline<Obstacle> ObstaclesOf(Node node) =>
        node is Handoff handoff && ObstaclesOfHandoffs.TryGetValue(handoff, out var own)
            ? TimelineOf(own)
            : Timeline<Obstacle>.Empty;

    /// <summary>What stood in the way of a node while it lasted, whether it cost time or not: its cause, and the decision behind it.</summary>
    public IEnumerable<(string Cause, string? Decision)> Met(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var until = node.End ?? AsOf;
        IEnumerable<Obstacle> own = node is Handoff handoff ? ObstaclesOfHandoffs.GetValueOrDefault(handoff, []) : [];
        return own.Concat(ObstaclesAtLinks.GetValueOrDefault(node.Link, [])).Concat(Organisation.WindowsAt(node.Link, AsOf, AsKnownAt).Select(Named))
            .Where(o => o.Met < until && o.Until > node.Start).Select(o => (o.Cause, o.Decision));
    }

    Obstacle Named(Obstacle window) => Catalogue.CauseOf(window.Cause) is var cause && cause == window.Cause
        ? window
        : new Obstacle(cause, window.Decision, window.Met, window.Said) { Until = window.Until };

    static Timeline<Obstacle> TimelineOf(List<Obstacle> obstacles)
    {
        if (obstacles.Count == 0)
            return Timeline<Obstacle>.Empty;
        obstacles.Sort(Obstacle.Compare);
        return new Timeline<Obstacle>(obstacles.Select(o => (o.Met, o.Until, o)));
    }
}
