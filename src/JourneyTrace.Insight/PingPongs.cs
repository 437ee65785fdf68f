namespace JourneyTrace.Insight;

/// <summary>Going there and back, from counts.</summary>
public static class PingPongs
{
    public static PingPongItem Of(PingPongRow pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var rate = Wilson.Of(pair.PingPongs, pair.Handovers);
        return new PingPongItem(pair.A, pair.B, pair.PingPongs, pair.Cases, pair.Handovers, rate?.Rate, rate?.Interval);
    }
}
