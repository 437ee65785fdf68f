using JourneyTrace.Catalogues;

namespace JourneyTrace.Insight;

/// <summary>Puts the map together: its stops and arrows.</summary>
static class Maps
{
    public const string NoSteps = "No step says this: send activity.recorded with 'activity', 'link', 'person' or 'lifecycle', or import a log whose mapping names them";

    /// <param name="key">What recorded steps are told apart by; null for the hand-off graph.</param>
    public static async Task<MapAnswer> OfAsync(
        string by, StepKey? key, Filter filter, IAnswers answers, Catalogue catalogue, CancellationToken stop)
    {
        var arrows = key is { } told ? await FollowsAsync(told, filter, answers, stop) : await HandoffsAsync(filter, answers, stop);
        var nodes = key is { } steps ? await StopsAsync(steps, filter, answers, catalogue, stop) : await LinksAsync(arrows, filter, answers, catalogue, stop);
        return new MapAnswer(by, nodes, arrows, nodes.Count > 0 ? [] : [key is null ? "There is no promise and no hand-off yet: send promise.made and handoff.requested" : NoSteps]);
    }

    static async Task<List<MapNode>> StopsAsync(StepKey key, Filter filter, IAnswers answers, Catalogue catalogue, CancellationToken stop)
    {
        var blamed = key == StepKey.Link ? await BlamedAsync(filter, answers, stop) : [];
        return
        [
            .. (await answers.StopsAsync(key, filter, stop)).Select(s =>
            {
                var blame = blamed.GetValueOrDefault(s.Name);
                return new MapNode(
                    s.Name, s.Count, s.Cases, s.Starts, s.Ends, s.Repeated, key == StepKey.Link ? SideOf(catalogue, s.Name) : null, blame?.Broken, blame?.Blame);
            }),
        ];
    }

    static async Task<List<MapArrow>> FollowsAsync(StepKey key, Filter filter, IAnswers answers, CancellationToken stop) =>
    [
        .. (await answers.FollowsAsync(key, filter, stop)).Select(f => new MapArrow(
            f.Source, f.Target, f.Count, f.Cases, f.MeanSeconds, f.MedianSeconds, f.P90Seconds, f.MinSeconds, f.MaxSeconds, f.SumSeconds, f.DeviationSeconds, null, null)),
    ];

    /// <summary>The links of promises, and those that only hand on.</summary>
    static async Task<List<MapNode>> LinksAsync(List<MapArrow> arrows, Filter filter, IAnswers answers, Catalogue catalogue, CancellationToken stop)
    {
        var blamed = await BlamedAsync(filter, answers, stop);
        var reach = (await answers.LinksAsync(filter, stop)).Where(l => l.Cases > 0).ToDictionary(l => l.Link, l => Math.Round((double)l.Reached / l.Cases, 4), StringComparer.Ordinal);
        double? ReachOf(string link) => reach.TryGetValue(link, out var part) ? part : null;
        var others = arrows.SelectMany(a => new[] { a.From, a.To }).Where(link => !blamed.ContainsKey(link)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return
        [
            .. blamed.Values.Select(k => new MapNode(k.Key, k.Served, null, null, null, null, SideOf(catalogue, k.Key), k.Broken, k.Blame, ReachOf(k.Key))),
            .. others.Select(link => new MapNode(link, 0, null, null, null, null, SideOf(catalogue, link), 0, 0, ReachOf(link))),
        ];
    }

    static async Task<List<MapArrow>> HandoffsAsync(Filter filter, IAnswers answers, CancellationToken stop) =>
    [
        .. (await answers.HandoffsAsync(filter, stop)).Select(h => new MapArrow(
            h.From, h.To, h.Count, null, null, h.MedianSeconds, h.P90Seconds, null, null, null, null, h.WithTerm == 0 ? null : h.OverTerm, h.Blame)),
    ];

    static async Task<Dictionary<string, KeyCounts>> BlamedAsync(Filter filter, IAnswers answers, CancellationToken stop) =>
        (await answers.HotspotsAsync(HotspotKey.Link, filter, Trend.None, [], stop)).Keys.ToDictionary(key => key.Key, StringComparer.Ordinal);

    static string SideOf(Catalogue catalogue, string link) => catalogue.SideOf(link).ToString().ToLowerInvariant();
}
