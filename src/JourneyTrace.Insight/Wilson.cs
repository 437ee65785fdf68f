namespace JourneyTrace.Insight;

/// <summary>
/// Intervals for rates at 95 %: Wilson's score interval for one, Newcombe's hybrid of two of them for a difference.
/// Sources: Wilson 1927; Newcombe 1998, method 10.
/// </summary>
public static class Wilson
{
    const double Z = 1.959963984540054;

    /// <summary>The rate and its interval, each 0 to 1; null where there is nothing to count.</summary>
    public static (double Rate, double[] Interval)? Of(long successes, long trials)
    {
        if (trials <= 0)
            return null;
        double n = trials, p = successes / n;
        var centre = p + Z * Z / (2 * n);
        var spread = Z * Math.Sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        var scale = 1 + Z * Z / n;
        return (Round(p), [Round(Math.Max(0, (centre - spread) / scale)), Round(Math.Min(1, (centre + spread) / scale))]);
    }

    /// <summary>One rate less another, and the interval of the difference; null where one has nothing to count.</summary>
    public static (double Difference, double[] Interval)? Difference(long successes, long trials, long successesBefore, long trialsBefore)
    {
        if (Of(successes, trials) is not { } now || Of(successesBefore, trialsBefore) is not { } before)
            return null;
        double p1 = (double)successes / trials, p2 = (double)successesBefore / trialsBefore;
        var low = p1 - p2 - Math.Sqrt(Square(p1 - now.Interval[0]) + Square(before.Interval[1] - p2));
        var high = p1 - p2 + Math.Sqrt(Square(now.Interval[1] - p1) + Square(p2 - before.Interval[0]));
        return (Round(p1 - p2), [Round(low), Round(high)]);
    }

    static double Square(double x) => x * x;

    static double Round(double x) => Math.Round(x, 6);
}
