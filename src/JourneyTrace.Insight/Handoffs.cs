namespace JourneyTrace.Insight;

/// <summary>Hand-offs from counts.</summary>
public static class Handoffs
{
    public static HandoffItem Of(HandoffCounts c)
    {
        ArgumentNullException.ThrowIfNull(c);
        return new HandoffItem(
            c.From, c.To, c.Count, c.Accepted, c.Delivered, c.Refused, c.Returned, c.Incomplete, c.Open, Rounded(c.MedianSeconds), Rounded(c.P90Seconds),
            c.WithTerm, c.OverTerm, Math.Round(c.OverSeconds, 3), c.Charged, Math.Round(c.Blame, 4));
    }

    static double? Rounded(double? seconds) => seconds is { } s ? Math.Round(s, 3) : null;
}
