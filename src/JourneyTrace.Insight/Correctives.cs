using JourneyTrace.Events;
using JourneyTrace.Practices;

namespace JourneyTrace.Insight;

/// <summary>One corrective: what it is about, what that did before, and what changed.</summary>
static class Correctives
{
    // What costs less is as good as free, and its gain no number that says anything.
    const double SmallestCost = 1e-6;

    public static async Task<CorrectiveItem> OfAsync(
        DateTime at, CorrectiveTaken corrective, Filter filter, IReadOnlyList<ProcedureVersion> procedures, IAnswers answers, CancellationToken stop)
    {
        var (by, keys) = About(corrective);
        var before = filter with { To = filter.To is { } to && to < at ? to : at };
        var counts = keys.Count == 0 || before.From >= before.To ? [] : (await answers.HotspotsAsync(by, before, Trend.None, procedures, stop)).Keys.Where(k => keys.Contains(k.Key, StringComparer.Ordinal)).ToList();
        var spans = corrective.Links.Count == 0 ? [] : await answers.BeforeAndAfterAsync(filter, corrective.Links, at, stop);
        var (then, now) = (spans.FirstOrDefault(s => !s.After), spans.FirstOrDefault(s => s.After));
        var blame = counts.Sum(k => k.Blame);
        var change = Change(then, now);
        return new CorrectiveItem(
            at, corrective.Finding, corrective.Title, corrective.Links, keys.Count == 0 ? null : string.Join(' ', keys.Select(k => $"{HotspotKeys.Word(by)}:{k}")),
            corrective.Cost, counts.Sum(k => k.Broken), Math.Round(blame, 4), corrective.Cost >= SmallestCost ? Math.Round(blame / corrective.Cost.Value, 6) : null,
            Span(then), Span(now), change?.Mean, change?.Interval);
    }

    static (HotspotKey By, IReadOnlyList<string> Keys) About(CorrectiveTaken corrective)
    {
        var finding = corrective.Finding.StartsWith("hotspot:", StringComparison.Ordinal) ? corrective.Finding[8..] : corrective.Finding;
        var colon = finding.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && HotspotKeys.Words.TryGetValue(finding[..colon], out var by) ? (by, [finding[(colon + 1)..]]) : (HotspotKey.Link, corrective.Links);
    }

    static SpanItem? Span(SpanCounts? counts) => counts is null ? null : new SpanItem(counts.Count, counts.Mean, counts.Median);

    /// <summary>The difference of two means and its 95 % interval, with unequal variances (Welch), by the normal distribution.</summary>
    static (double Mean, double[]? Interval)? Change(SpanCounts? before, SpanCounts? after)
    {
        if (before is null || after is null)
            return null;
        var mean = after.Mean - before.Mean;
        if (before.Deviation is not { } then || after.Deviation is not { } now)
            return (mean, null);
        var spread = 1.959963984540054 * Math.Sqrt(then * then / before.Count + now * now / after.Count);
        return (mean, [mean - spread, mean + spread]);
    }
}
