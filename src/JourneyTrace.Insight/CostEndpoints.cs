using JourneyTrace.Events;

namespace JourneyTrace.Insight;

/// <summary>What failing costs: the customer's effort, hidden costs, and time in which nobody works.</summary>
static class CostEndpoints
{
    static readonly string[] Trips = ["visit", "in-person", "shop", "store", "branch", "office", "desk", "counter"];

    // What the customer or the world does is none of the organisation's doing.
    static readonly string[] OwnDoing = ["process", .. Causes.Known.Where(c => c is not (Causes.Customer or Causes.Unknown))];

    public static void MapCosts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/effort", EffortAsync).Takes(filtered: true, "limit", "cursor")
            .WithName("effort").WithSummary("What failed promises cost the customer: trips, insisting, minutes").WithTags("Reports").Produces<EffortAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/costs", CostsAsync).Takes(filtered: true, "limit", "cursor")
            .WithName("costs").WithSummary("Hidden costs and lost customers, by the link they are rooted in").WithTags("Reports").Produces<CostsAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/flow", FlowAsync).Takes(filtered: true, "limit", "cursor")
            .WithName("flow").WithSummary("How much of the time anybody works; approvals").WithTags("Reports").Produces<FlowAnswer>().ProducesProblem(400);
    }

    static async Task EffortAsync(HttpContext http, Moment moment)
    {
        var parameters = new Parameters(http);
        var counts = await moment.AskAsync(parameters, answers => answers.EffortAsync(parameters.Filter, Trips, http.RequestAborted), http.RequestAborted);
        var all = counts.First(c => c.Link is null);
        var items = counts.Where(c => c.Link is not null).Select(c => new EffortItem(c.Link!, c.Promises, c.Contacts, c.Trips, c.Insisted, c.Minutes)).ToList();
        string[] missing = all.Promises > 0 && all.Contacts == 0
            ? ["No touchpoint was told within a failed promise: send customer.contacted with link, channel, insisted and minutes"]
            : [];
        await Lists.AnswerAsync(http, parameters, items, (rows, next) => new EffortAnswer(
            all.Promises, all.Contacts, all.Trips, all.Insisted, all.Minutes, all.Promises == 0 ? null : Math.Round(all.Minutes / all.Promises, 3), rows, next, missing));
    }

    static async Task CostsAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        // Words that the catalogue says stand for a cause of ours count as it does.
        var words = (await knowledge.CurrentAsync(http.RequestAborted)).Catalogue.Causes.Where(c => OwnDoing.Contains(c.Value, StringComparer.Ordinal)).Select(c => c.Key);
        string[] counted = [.. OwnDoing, .. words];
        var (counts, lost) = await moment.AskAsync(
            parameters, async answers => (await answers.CostsAsync(parameters.Filter, counted, http.RequestAborted), await answers.LostAsync(parameters.Filter, http.RequestAborted)),
            http.RequestAborted);
        static CostItem Item(CostCounts c) => new(c.Link, c.What, c.Unit, c.Side, c.Because, c.Effects, c.Cases, c.Amount);
        string[] missing = counts.Count > 0
            ? []
            : ["Nothing was told to have cost or saved anything: send effect.recorded with what, side, amount, unit and because"];
        await Lists.AnswerAsync(http, parameters, [.. counts.Where(c => c.Counted).Select(Item)], (rows, next) => new CostsAnswer(
            rows, next, [.. counts.Where(c => !c.Counted).Select(Item)], [.. lost.Select(l => new LostItem(l.Link, l.Reason, l.Customers, l.Value))], missing));
    }

    static async Task FlowAsync(HttpContext http, Moment moment)
    {
        var parameters = new Parameters(http);
        var counts = await moment.AskAsync(parameters, answers => answers.FlowAsync(parameters.Filter, http.RequestAborted), http.RequestAborted);
        var items = counts.Select(c => new FlowItem(
            c.Kind, c.Cases, c.MedianElapsed, c.Elapsed / c.Cases, c.Worked / c.Cases,
            c.Accepted == 0 || c.Elapsed <= 0 ? null : Math.Round(Math.Max(0, 1 - c.Worked / c.Elapsed), 6), c.Approvals, c.Returned,
            Math.Round((double)c.Approvals / c.Cases, 3))).ToList();
        string[] missing = counts.Any(c => c.Accepted > 0)
            ? []
            : [counts.Count == 0 ? "No hand-off fits: send handoff.requested with from and to, or ask with fewer filters" : "No hand-off was ever accepted, so nobody knows when work began: send handoff.accepted"];
        await Lists.AnswerAsync(http, parameters, items, (rows, next) => new FlowAnswer(rows, next, missing));
    }
}
