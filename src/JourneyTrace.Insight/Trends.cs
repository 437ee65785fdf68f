namespace JourneyTrace.Insight;

/// <summary>Periods from counts; and which periods are compared.</summary>
public static class Trends
{
    /// <summary>One period, with the rate of failed promises among those that are not open.</summary>
    public static TrendPeriod Of(PeriodCounts c, PeriodLength by)
    {
        ArgumentNullException.ThrowIfNull(c);
        var (all, failed) = (c.Kept + c.Released + c.Broken + c.Abandoned + c.Open, c.Broken + c.Abandoned);
        var rate = Wilson.Of(failed, all - c.Open);
        return new TrendPeriod(c.From, End(c.From, by), all, c.Kept, c.Released, c.Broken, c.Abandoned, c.Open, rate?.Rate, rate?.Interval);
    }

    /// <summary>The period asked about against the one before of the same length; the last 30 days where none is named.</summary>
    public static Trend Compared(Filter filter, DateTime asOf)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var to = filter.To ?? asOf;
        var from = filter.From is { } f && f < to ? f : to.AddDays(-30);
        var length = to - from;
        return new Trend(from - DateTime.MinValue > length ? from - length : from, from, to);
    }

    static DateTime End(DateTime from, PeriodLength by) => by switch
    {
        _ when from > DateTime.MaxValue.AddDays(-40) => DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc),
        PeriodLength.Day => from.AddDays(1),
        PeriodLength.Week => from.AddDays(7),
        _ => from.AddMonths(1),
    };
}
