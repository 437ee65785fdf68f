namespace JourneyTrace.Journeys;

/// <summary>One step of a case's path, as it was recorded or as its hand-offs tell it.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="Activity">What was done; null where only a hand-off is known.</param>
/// <param name="Link">Who had the case; null where nobody said.</param>
/// <param name="Person">Who did it.</param>
/// <param name="Lifecycle">The state that the other system gave it.</param>
public sealed record Step(DateTime Time, string? Activity, string? Link, string? Person, string? Lifecycle)
{
    /// <summary>When it was begun, UTC, where <see cref="Time"/> is its end; null where one time alone is known.</summary>
    public DateTime? Started { get; init; }

    /// <summary>
    /// A case's path: its recorded activities; where there are none, the links that its hand-offs went through: the first
    /// requester, then each provider when it accepted, or was asked where it never did. That a requester goes on after it was served is no step.
    /// </summary>
    public static IReadOnlyList<Step> Of(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        return journey.Recorded.Count > 0 ? journey.Recorded : OfHandoffs(journey);
    }

    static List<Step> OfHandoffs(Journey journey)
    {
        var steps = new List<Step>();
        foreach (var handoff in journey.Handoffs.Where(h => h.Mode != Events.HandoffMode.Inform))
        {
            if (steps.Count == 0)
                steps.Add(new Step(handoff.Start, null, handoff.Requester, null, null));
            steps.Add(new Step(handoff.Accepted ?? handoff.Start, null, handoff.Link, null, null));
        }
        var path = new List<Step>();
        // A stable sort: what happened at one time stays in the order of the requests.
        foreach (var step in steps.OrderBy(step => step.Time))
        {
            if (path.Count == 0 || path[^1].Link != step.Link)
                path.Add(step);
        }
        return path;
    }
}
