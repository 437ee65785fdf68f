namespace JourneyTrace.Insight;

/// <summary>Two sides of counts, and the difference of each rate with its interval.</summary>
static class Comparison
{
    public static CompareAnswer Of(
        (string Filter, HotspotCounts Links, HotspotCounts Causes) a, (string Filter, HotspotCounts Links, HotspotCounts Causes) b)
    {
        var difference = Wilson.Difference(Failed(a.Links), Decided(a.Links), Failed(b.Links), Decided(b.Links));
        return new CompareAnswer(
            Side(a.Filter, a.Links), Side(b.Filter, b.Links), difference?.Difference, difference?.Interval, Keys(a.Links, b.Links, ofAll: false), Keys(a.Causes, b.Causes, ofAll: true),
            [.. Missing(a.Filter, a.Links), .. Missing(b.Filter, b.Links)]);
    }

    static ComparedSide Side(string filter, HotspotCounts counts)
    {
        var rate = Wilson.Of(Failed(counts), Decided(counts));
        return new ComparedSide(filter, counts.Promises, counts.Broken, counts.Abandoned, counts.Open, rate?.Rate, rate?.Interval);
    }

    static IEnumerable<string> Missing(string filter, HotspotCounts counts) => Decided(counts) > 0
        ? []
        : [counts.Promises > 0 ? $"All promises of '{filter}' are open, so nothing can be said of it yet" : $"No promise fits '{filter}': send promise.made with by and due, or compare another filter"];

    static long Failed(HotspotCounts counts) => counts.Broken + counts.Abandoned;

    static long Decided(HotspotCounts counts) => counts.Promises - counts.Open;

    /// <param name="ofAll">Whether the rate is of all promises that are not open: a cause has hardly a part in what did not fail.</param>
    static List<ComparedLink> Keys(HotspotCounts a, HotspotCounts b, bool ofAll)
    {
        (long Broken, long Served) Counts(KeyCounts? key, HotspotCounts all) => (key?.Broken ?? 0, ofAll ? Decided(all) : key?.Served ?? 0);
        var (inA, inB) = (a.Keys.ToDictionary(k => k.Key, StringComparer.Ordinal), b.Keys.ToDictionary(k => k.Key, StringComparer.Ordinal));
        var (allA, allB) = (a.Keys.Sum(k => k.Blame), b.Keys.Sum(k => k.Blame));
        return
        [
            .. inA.Keys.Union(inB.Keys, StringComparer.Ordinal)
                .Select(key => Key(
                    key, Counts(inA.GetValueOrDefault(key), a), Part(inA.GetValueOrDefault(key)?.Blame ?? 0, allA), Counts(inB.GetValueOrDefault(key), b), Part(inB.GetValueOrDefault(key)?.Blame ?? 0, allB)))
                .OrderByDescending(k => Math.Abs(k.BlameA - k.BlameB)).ThenBy(k => k.Key, StringComparer.Ordinal),
        ];
    }

    static ComparedLink Key(string key, (long Broken, long Served) a, double blameA, (long Broken, long Served) b, double blameB)
    {
        var difference = Wilson.Difference(a.Broken, a.Served, b.Broken, b.Served);
        return new ComparedLink(
            key, a.Served, a.Broken, Wilson.Of(a.Broken, a.Served)?.Rate, blameA, b.Served, b.Broken, Wilson.Of(b.Broken, b.Served)?.Rate, blameB, difference?.Difference, difference?.Interval);
    }

    static double Part(double part, double all) => all <= 0 ? 0 : Math.Round(part / all, 4);
}
