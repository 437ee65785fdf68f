namespace JourneyTrace.Insight;

/// <summary>Two sides of counts, and the difference of each rate with its interval.</summary>
static class Comparison
{
    public static CompareAnswer Of(
        (string Filter, HotspotCounts Links, HotspotCounts Causes) a, (string Filter, HotspotCounts Links, HotspotCounts Causes) b)
    {
        var difference = Wilson.Difference(Failed(a.Links), Decided(a.Links), Failed(b.Links), Decided(b.Links));
        return new CompareAnswer(
            Side(a.Filter, a.Links), Side(b.Filter, b.Links), difference?.Difference, difference?.Interval, Keys(a.Links, b.Links), Keys(a.Causes, b.Causes));
    }

    static ComparedSide Side(string filter, HotspotCounts counts)
    {
        var rate = Wilson.Of(Failed(counts), Decided(counts));
        return new ComparedSide(filter, counts.Promises, counts.Broken, counts.Abandoned, counts.Open, rate?.Rate, rate?.Interval);
    }

    static long Failed(HotspotCounts counts) => counts.Broken + counts.Abandoned;

    static long Decided(HotspotCounts counts) => counts.Promises - counts.Open;

    static List<ComparedLink> Keys(HotspotCounts a, HotspotCounts b)
    {
        var (inA, inB) = (a.Keys.ToDictionary(k => k.Key, StringComparer.Ordinal), b.Keys.ToDictionary(k => k.Key, StringComparer.Ordinal));
        var (allA, allB) = (a.Keys.Sum(k => k.Blame), b.Keys.Sum(k => k.Blame));
        return
        [
            .. inA.Keys.Union(inB.Keys, StringComparer.Ordinal)
                .Select(key => Key(key, inA.GetValueOrDefault(key), allA, inB.GetValueOrDefault(key), allB))
                .OrderByDescending(k => Math.Abs(k.BlameA - k.BlameB)).ThenBy(k => k.Key, StringComparer.Ordinal),
        ];
    }

    static ComparedLink Key(string key, KeyCounts? a, double allA, KeyCounts? b, double allB)
    {
        var difference = Wilson.Difference(a?.Broken ?? 0, a?.Served ?? 0, b?.Broken ?? 0, b?.Served ?? 0);
        return new ComparedLink(
            key, a?.Served ?? 0, a?.Broken ?? 0, Wilson.Of(a?.Broken ?? 0, a?.Served ?? 0)?.Rate, Part(a?.Blame ?? 0, allA),
            b?.Served ?? 0, b?.Broken ?? 0, Wilson.Of(b?.Broken ?? 0, b?.Served ?? 0)?.Rate, Part(b?.Blame ?? 0, allB), difference?.Difference, difference?.Interval);
    }

    static double Part(double part, double all) => all <= 0 ? 0 : Math.Round(part / all, 4);
}
