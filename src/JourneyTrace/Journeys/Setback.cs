namespace JourneyTrace.Journeys;

/// <summary>Who got a need met that was refused, came incomplete or was sent back.</summary>
public enum Solution
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>The links among themselves.</summary>
    Peers,

    /// <summary>After somebody had gone to a superior.</summary>
    Hierarchy,
}

/// <summary>A need that was refused, came incomplete or was sent back, and how it was solved.</summary>
/// <param name="Since">When that happened, UTC.</param>
/// <param name="SolvedAt">When the need was first met after it, UTC; null for never.</param>
public sealed record Setback(Handoff Handoff, DateTime Since, DateTime? SolvedAt, Solution SolvedBy)
{
    /// <summary>
    /// Those of a case, in the order of request. A need is met by the first complete delivery after it, to the same requester, of the
    /// same need (as in a replay's section 4), or by an escalation of the requester that is served.
    /// </summary>
    public static IEnumerable<Setback> Of(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        if (!journey.Handoffs.Any(Failed))
            yield break;
        var deliveries = Times(journey.Handoffs.Where(h => h.CompleteAt is not null), h => h.NeedKey, h => h.CompleteAt!.Value);
        var escalations = journey.Handoffs.Where(h => h.Kind == "escalation").ToList();
        var asked = Times(escalations, h => h.Requester, h => h.Start);
        var served = Times(escalations.Where(h => h.CompleteAt is not null), h => h.Requester, h => h.CompleteAt!.Value);
        foreach (var handoff in journey.Handoffs.Where(Failed))
        {
            var since = handoff.End!.Value;
            var (met, above) = (After(deliveries, handoff.NeedKey, since), After(served, handoff.Requester, since));
            var solved = met is null || above < met ? above : met;
            var escalated = After(asked, handoff.Requester, since.AddTicks(-1)) is { } first && first <= solved;
            yield return new Setback(handoff, since, solved, solved is null ? Solution.None : escalated ? Solution.Hierarchy : Solution.Peers);
        }
    }

    static bool Failed(Handoff handoff) =>
        handoff.Mode != Events.HandoffMode.Inform && (handoff.LeftANeed || handoff.Outcome == HandoffOutcome.Returned);

    static Dictionary<TKey, List<DateTime>> Times<TKey>(IEnumerable<Handoff> handoffs, Func<Handoff, TKey> key, Func<Handoff, DateTime> time)
        where TKey : notnull =>
        handoffs.GroupBy(key, time).ToDictionary(g => g.Key, g => g.Order().ToList());

    static DateTime? After<TKey>(Dictionary<TKey, List<DateTime>> times, TKey key, DateTime instant)
        where TKey : notnull
    {
        if (!times.TryGetValue(key, out var sorted))
            return null;
        var found = sorted.BinarySearch(instant);
        var index = found < 0 ? ~found : found;
        while (index < sorted.Count && sorted[index] <= instant)
            index++;
        return index < sorted.Count ? sorted[index] : null;
    }
}
