namespace JourneyTrace.Forecasts;

/// <summary>A forecast: of so many promises that stood like this one, so many broke.</summary>
/// <param name="Like">What they had in common with it.</param>
public sealed record Forecast(long Broken, long Of, string Like)
{
    public double Chance => (double)Broken / Of;
}

/// <summary>How good forecasts are on promises that they were not made from: the mean of (chance - what happened) squared. Source: Brier 1950.</summary>
/// <param name="Brier">Of the forecasts; less is better.</param>
/// <param name="BaseRate">Of saying one rate every time: that of the earlier promises which were still open when they were asked about.</param>
/// <param name="Gain">The 95 % interval of how much less the forecasts' is, promise by promise (those of one promise go together).</param>
/// <param name="N">Forecasts that were judged.</param>
public sealed record Judgement(double Brier, double BaseRate, (double Low, double High) Gain, int N)
{
    /// <summary>Whether they say more than that one rate, beyond chance.</summary>
    public bool Better => Gain.Low > 0;
}

/// <summary>
/// Says how promises of one sort go on from where they stand, by how those went on that stood there: still open with the same part of their time
/// over, and with the same link. Where these are too few, the link is left out.
/// </summary>
public sealed class Forecaster
{
    const int Fewest = 20;

    // A judgement is asked for at these parts of a promise's time.
    static readonly double[] Landmarks = [0.25, 0.5, 0.75];

    readonly Stay[] _past;

    /// <param name="past">Promises of one sort whose outcome is known.</param>
    public Forecaster(IReadOnlyList<Course> past)
    {
        ArgumentNullException.ThrowIfNull(past);
        _past = [.. past.Select(course => new Stay(course))];
    }

    /// <summary>How a promise goes on that is open at a moment, from those whose outcome was known by then; null where they are too few.</summary>
    public Forecast? Of(Course course, DateTime moment)
    {
        ArgumentNullException.ThrowIfNull(course);
        var (part, link) = (course.Part(moment), course.LinkAt(moment));
        var (open, broken, openHere, brokenHere) = (0L, 0L, 0L, 0L);
        foreach (ref readonly var past in _past.AsSpan())
        {
            var then = past.At(part);
            if (past.Known > moment.Ticks || past.Ended <= then)
                continue;
            open++;
            broken += past.Broken ? 1 : 0;
            if (past.LinkAt(then) != link)
                continue;
            openHere++;
            brokenHere += past.Broken ? 1 : 0;
        }
        if (openHere >= Fewest)
            return new Forecast(brokenHere, openHere, $"still open when {part:P0} of their time was over, with {link}");
        return open >= Fewest ? new Forecast(broken, open, $"still open when {part:P0} of their time was over") : null;
    }

    /// <summary>Learned from the earlier half and judged on the later; null where there is too little.</summary>
    public static Judgement? Judge(IReadOnlyList<Course> past)
    {
        ArgumentNullException.ThrowIfNull(past);
        var inOrder = past.OrderBy(p => p.Made).ToList();
        var (learned, later) = (inOrder.Take(inOrder.Count / 2).ToList(), inOrder.Skip(inOrder.Count / 2).ToList());
        if (learned.Count < Fewest)
            return null;
        var asked = learned.SelectMany(course => OpenAtLandmarks(course).Select(_ => course.Broken)).ToList();
        if (asked.Count == 0)
            return null;
        var (forecaster, rate) = (new Forecaster(learned), asked.Average(broken => broken ? 1.0 : 0));
        var (n, brier, ofRate, gains) = (0, 0.0, 0.0, new List<double>());
        foreach (var course in later)
        {
            var (gain, any) = (0.0, false);
            foreach (var moment in OpenAtLandmarks(course))
            {
                if (forecaster.Of(course, moment) is not { } forecast)
                    continue;
                var happened = course.Broken ? 1 : 0;
                var (own, other) = ((forecast.Chance - happened) * (forecast.Chance - happened), (rate - happened) * (rate - happened));
                (n, brier, ofRate, gain, any) = (n + 1, brier + own, ofRate + other, gain + other - own, true);
            }
            if (any)
                gains.Add(gain);
        }
        return n < Fewest ? null : new Judgement(brier / n, ofRate / n, Interval(gains, n), n);
    }

    static IEnumerable<DateTime> OpenAtLandmarks(Course course) => Landmarks.Select(course.At).Where(course.OpenAt);

    /// <summary>The 95 % interval of the mean gain of a forecast, from the sum of each promise's: forecasts of one promise are not independent.</summary>
    static (double Low, double High) Interval(List<double> gains, int forecasts)
    {
        var (mean, part) = (gains.Average(), (double)gains.Count / forecasts);
        var error = gains.Count < 2 ? double.PositiveInfinity : 1.96 * Math.Sqrt(gains.Sum(g => (g - mean) * (g - mean)) / (gains.Count - 1) / gains.Count);
        return ((mean - error) * part, (mean + error) * part);
    }

    /// <summary>A course as it is compared with others, thousands of times: in ticks.</summary>
    readonly struct Stay(Course course)
    {
        readonly string[] _links = [course.Maker, .. course.Links];
        readonly long[] _times = [long.MinValue, .. course.Times.Select(time => time.Ticks)];
        readonly long _made = course.Made.Ticks;
        readonly double _span = (course.Due - course.Made).Ticks;

        public bool Broken { get; } = course.Broken;

        public long Known { get; } = course.Known.Ticks;

        public long Ended { get; } = course.Ended?.Ticks ?? long.MaxValue;

        public long At(double part) => _made + (long)(_span * part);

        public string LinkAt(long moment)
        {
            var last = 0;
            while (last + 1 < _times.Length && _times[last + 1] <= moment)
                last++;
            return _links[last];
        }
    }
}
