namespace JourneyTrace.Insight;

/// <summary>The reports: hotspots, hand-offs, split.</summary>
static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/hotspots", HotspotsAsync)
            .WithName("hotspots").Takes(filtered: true, "by", "limit", "cursor").WithSummary("What broke promises, the gravest first").WithTags("Reports").Produces<HotspotsAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/handoffs", HandoffsAsync)
            .WithName("handoffs").Takes(filtered: true, "limit", "cursor").WithSummary("Who hands to whom, how often and how long").WithTags("Reports").Produces<HandoffsAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/split", SplitAsync)
            .WithName("split").Takes(filtered: true, "benchmark").WithSummary("Contact staff against upstream, against the customer").WithTags("Reports").Produces<SplitAnswer>().ProducesProblem(400);
    }

    static async Task HotspotsAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var by = parameters.Word("by", HotspotKeys.Words) ?? HotspotKey.Link;
        var trend = Trends.Compared(parameters.Filter, moment.AsOf(parameters));
        var procedures = by == HotspotKey.Procedure ? moment.PracticeOf(parameters, await knowledge.CurrentAsync(http.RequestAborted)).Procedures : [];
        var counts = await moment.AskAsync(
            parameters, answers => answers.HotspotsAsync(by, parameters.Filter, trend, procedures, http.RequestAborted), http.RequestAborted);
        var answer = Hotspots.Of(by, counts, trend);
        await Lists.AnswerAsync(http, parameters, answer.Items, Tables.Hotspots, (items, next) => answer with { Items = items, Next = next });
    }

    static async Task HandoffsAsync(HttpContext http, Moment moment)
    {
        var parameters = new Parameters(http);
        var counts = await moment.AskAsync(
            parameters, answers => answers.HandoffsAsync(parameters.Filter, http.RequestAborted), http.RequestAborted);
        var all = counts.Select(Handoffs.Of).ToList();
        string[] missing = all.Count > 0 ? [] : ["No hand-off fits: send handoff.requested with from and to, or ask with fewer filters"];
        await Lists.AnswerAsync(http, parameters, all, Tables.Handoffs, (items, next) => new HandoffsAnswer(items, next, missing));
    }

    static async Task SplitAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var benchmark = parameters.Fraction("benchmark");
        var counts = await moment.AskAsync(parameters, answers => answers.SplitAsync(parameters.Filter, http.RequestAborted), http.RequestAborted);
        var answer = Splits.Of(counts, (await knowledge.CurrentAsync(http.RequestAborted)).Catalogue, benchmark);
        if (Csv.Wanted(http))
        {
            (string Side, SplitPart Part)[] rows = [("contact", answer.Contact), ("upstream", answer.Upstream), ("customer", answer.Customer)];
            await Csv.WriteAsync(http, Tables.Split, rows.ToAsyncEnumerable(), http.RequestAborted);
            return;
        }
        await http.Response.WriteAsJsonAsync(answer, Wire.Options);
    }
}
