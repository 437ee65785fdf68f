namespace JourneyTrace.Journeys;

/// <summary>How long a hand-off was really worked on.</summary>
public static class WorkTime
{
    /// <summary>
    /// From its acceptance to its end, less the time in which its provider waited for what it had asked of
    /// others; as the provider counts time. Zero where it was never accepted.
    /// </summary>
    /// <param name="end">Its end, UTC, as it counts: its own, or where nobody ended it that of what it served.</param>
    public static TimeSpan Of(Handoff handoff, DateTime end, Journey journey)
    {
        ArgumentNullException.ThrowIfNull(handoff);
        ArgumentNullException.ThrowIfNull(journey);
        if (handoff.Accepted is not { } cursor)
            return TimeSpan.Zero;
        var worked = TimeSpan.Zero;
        // In the order of request, so each begins no earlier than the one before.
        foreach (var child in handoff.Children)
        {
            if (child.Mode != Events.HandoffMode.Ask)
                continue;
            var from = child.Start < end ? child.Start : end;
            if (from > cursor)
                worked += journey.Catalogue.Measure(handoff.Link, cursor, from);
            var to = child.End ?? end;
            cursor = to > cursor ? to : cursor;
        }
        return worked + journey.Catalogue.Measure(handoff.Link, cursor, end);
    }
}
