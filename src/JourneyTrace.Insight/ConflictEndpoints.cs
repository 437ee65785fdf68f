namespace JourneyTrace.Insight;

/// <summary>Who quarrels with whom, who solves it, and whether it gets worse.</summary>
static class ConflictEndpoints
{
    const int Recurring = 3;

    public static void MapConflicts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/conflicts", ConflictsAsync).Takes(filtered: true, "limit", "cursor")
            .WithName("conflicts").WithSummary("Refused, incomplete, sent back: by whom, why, and who solved it").WithTags("Reports").Produces<ConflictsAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/relations", RelationsAsync).Takes(filtered: true, "limit", "cursor")
            .WithName("relations").WithSummary("Whether two links get on, month by month").WithTags("Reports").Produces<RelationsAnswer>().ProducesProblem(400);
    }

    static async Task ConflictsAsync(HttpContext http, Moment moment)
    {
        var parameters = new Parameters(http);
        var (filter, stop) = (parameters.Filter, http.RequestAborted);
        var (counts, escalations, price) = await moment.AskAsync(parameters, async answers => (
            await answers.ConflictsAsync(filter, stop), await answers.EscalationsAsync(filter, stop), await answers.EscalationPriceAsync(filter, stop)), stop);
        var all = counts.FirstOrDefault(c => c.From is null);
        var items = counts.Where(c => c.From is not null).Select(c => new ConflictItem(
            c.From!, c.To!, c.Cause, c.Count, c.Cases, c.Count >= Recurring, c.First, c.Last, c.ByPeers, c.ByHierarchy, c.Unsolved, c.MedianByPeers, c.MedianByHierarchy)).ToList();
        var solved = (all?.ByPeers ?? 0) + (all?.ByHierarchy ?? 0);
        SolvedPart Part(long count, double? median) => new(count, Wilson.Of(count, solved)?.Rate, Wilson.Of(count, solved)?.Interval, median);
        var escalated = new EscalationsItem(
            escalations.Cases, escalations.Steps, escalations.Away, escalations.MedianSeconds, escalations.Saved, escalations.Lost,
            [.. price.Select(p => new PriceItem(p.What, p.Unit, p.Side, p.Effects, p.Amount))]);
        string[] missing = all is not null
            ? []
            : ["No refusal, no return and nothing incomplete was told: send handoff.refused or handoff.returned with its reason, or 'missing' with handoff.delivered"];
        await Lists.AnswerAsync(http, parameters, items, (rows, next) => new ConflictsAnswer(
            all?.Count ?? 0, all?.Unsolved ?? 0, Part(all?.ByPeers ?? 0, all?.MedianByPeers), Part(all?.ByHierarchy ?? 0, all?.MedianByHierarchy), escalated, rows, next, missing));
    }

    static async Task RelationsAsync(HttpContext http, Moment moment)
    {
        var parameters = new Parameters(http);
        var counts = await moment.AskAsync(parameters, answers => answers.RelationsAsync(parameters.Filter, http.RequestAborted), http.RequestAborted);
        var items = counts.GroupBy(c => (c.From, c.To)).Select(Pair)
            .OrderByDescending(r => r.Eroding).ThenByDescending(r => r.Difference ?? double.MinValue).ThenBy(r => r.From, StringComparer.Ordinal).ThenBy(r => r.To, StringComparer.Ordinal).ToList();
        string[] missing = items.Count == 0 ? ["No hand-off fits: send handoff.requested with from and to, or ask with fewer filters"] : items.Exists(i => i.Months.Count > 1) ? [] : ["There is one month alone, so there is no trend: ask again when there are more"];
        await Lists.AnswerAsync(http, parameters, items, (rows, next) => new RelationsAnswer(rows, next, missing));
    }

    static RelationItem Pair(IGrouping<(string From, string To), RelationCounts> pair)
    {
        var months = pair.OrderBy(c => c.Month).ToList();
        var (first, last) = (months.Take(months.Count / 2).ToList(), months.Skip((months.Count + 1) / 2).ToList());
        var change = months.Count > 1
            ? Wilson.Difference(last.Sum(c => c.Refused), last.Sum(c => c.Handoffs), first.Sum(c => c.Refused), first.Sum(c => c.Handoffs))
            : null;
        return new RelationItem(
            pair.Key.From, pair.Key.To, months.Sum(c => c.Handoffs), months.Sum(c => c.Refused), months.Sum(c => c.Escalations), months.Sum(c => c.Dismissed),
            months.Sum(c => c.ColleaguesLeft), change?.Difference, change?.Interval, change?.Interval[0] > 0,
            [
                .. months.Select(c => new RelationMonth(
                    c.Month, c.Handoffs, c.Refused, Wilson.Of(c.Refused, c.Handoffs)?.Rate, Wilson.Of(c.Refused, c.Handoffs)?.Interval, c.Escalations, c.Dismissed, c.ColleaguesLeft)),
            ]);
    }
}
