namespace JourneyTrace.Journeys;

/// <summary>How long a hand-off was really worked on.</summary>
public static class WorkTime
{
    /// <summary>
    /// From its acceptance to its end (or the moment asked about), less the time in which its provider waited for what it had asked of
    /// others; as the provider counts time. Zero where it was never accepted.
    /// </summary>
    public static TimeSpan Of(Handoff handoff, Journey journey)
    {
        ArgumentNullException.ThrowIfNull(handoff);
        ArgumentNullException.ThrowIfNull(journey);
        if (handoff.Accepted is not { } cursor)
            return TimeSpan.Zero;
        var (end, worked) = (handoff.End ?? journey.AsOf, TimeSpan.Zero);
        // In the order of request, so each begins no earlier than the one before.
        foreach (var child in handoff.Children)
        {
            if (child.Mode != Events.HandoffMode.Ask)
                continue;
            var from = child.Start < end ? child.Start : end;
            if (from > cursor)
                worked += journey.Catalogue.Measure(handoff.Link, cursor, from);
            var to = child.End ?? journey.AsOf;
            cursor = to > cursor ? to : cursor;
        }
        return worked + journey.Catalogue.Measure(handoff.Link, cursor, end);
    }
}
