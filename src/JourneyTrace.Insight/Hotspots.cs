namespace JourneyTrace.Insight;

/// <summary>Hotspots from counts: rates, the Pareto, trends and states.</summary>
public static class Hotspots
{
    /// <summary>The whole answer, the gravest first; the caller takes the part that was asked for.</summary>
    public static HotspotsAnswer Of(HotspotKey by, HotspotCounts counts, Trend trend)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var all = counts.Keys.Sum(key => key.Blame);
        var items = new List<HotspotItem>(counts.Keys.Count);
        var cumulative = 0.0;
        foreach (var key in counts.Keys)
        {
            cumulative += key.Blame;
            items.Add(Item(key, all, cumulative, trend));
        }
        return new HotspotsAnswer(
            HotspotKeys.Word(by), counts.Promises, counts.Broken, counts.Abandoned, counts.Open, counts.Undetermined, ParetoOf(counts.Keys, all), items, null,
            [.. Missing(by, counts)]);
    }

    /// <summary>The rows as CSV, as the API writes them.</summary>
    public static void WriteCsv(IEnumerable<HotspotItem> items, TextWriter to) => Csv.Write(to, Tables.Hotspots, items);

    static IEnumerable<string> Missing(HotspotKey by, HotspotCounts counts)
    {
        var unknown = by == HotspotKey.Cause ? counts.Keys.Where(k => k.Key.StartsWith("other:", StringComparison.Ordinal)).Select(k => k.Key[6..]).ToList() : [];
        if (unknown.Count > 0)
            yield return $"Words that are no cause: {string.Join(", ", unknown.Take(20))}; say what each stands for under 'causes' in the catalogue";
        if (counts.Promises == 0)
            yield return "No promise fits: send promise.made with by and due, or ask with fewer filters";
        else if (counts.Keys.Count == 0 && HowToTell(by) is { } how)
            yield return how;
        if (counts.Keys.Any(k => k.Broken > 0) && counts.Keys.All(k => k.Customers == 0))
            yield return "No customer was told, so nobody knows how many were hit and what they are worth: send customer (id, segment, value) with case.opened";
    }

    static string? HowToTell(HotspotKey by) => by switch
    {
        HotspotKey.Kind => "No case was opened: send case.opened with its kind",
        HotspotKey.Segment => "No segment was told: send customer.segment with case.opened",
        HotspotKey.Handoff => "No hand-off was told: send handoff.requested",
        HotspotKey.Decision => "No decision had a share: send decision.taken with its links and window, or name it with obstacle.met and handoff.refused",
        HotspotKey.Procedure => "No procedure held when these promises were made: send procedure.published with the kind of cases it is for",
        _ => null,
    };

    static HotspotItem Item(KeyCounts key, double all, double cumulative, Trend trend)
    {
        var rate = Wilson.Of(key.Broken, key.Served);
        return new HotspotItem(
            key.Key, key.Served, key.Broken, rate?.Rate, rate?.Interval, Math.Round(key.Blame, 4), Part(key.Blame, all), Part(cumulative, all),
            key.RootOf, Math.Round(key.ExcessSeconds, 3), key.Customers, Math.Round(key.Value, 2), key.Rescues, TrendOf(key, trend), key.State);
    }

    static TrendItem? TrendOf(KeyCounts key, Trend trend)
    {
        if (key.ServedNow + key.ServedBefore == 0)
            return null;
        var difference = Wilson.Difference(key.BrokenNow, key.ServedNow, key.BrokenBefore, key.ServedBefore);
        return new TrendItem(
            trend.From, trend.To, key.ServedNow, key.BrokenNow, key.ServedBefore, key.BrokenBefore, difference?.Difference, difference?.Interval);
    }

    static Pareto ParetoOf(IReadOnlyList<KeyCounts> keys, double all)
    {
        if (all <= 0)
            return new Pareto(null, false);
        var top = Math.Max(1, (int)Math.Round(keys.Count * 0.2, MidpointRounding.AwayFromZero));
        var share = Part(keys.Take(top).Sum(key => key.Blame), all);
        return new Pareto(share, keys.Count >= 5 && share >= 0.8);
    }

    static double Part(double part, double all) => all <= 0 ? 0 : Math.Round(part / all, 4);
}
