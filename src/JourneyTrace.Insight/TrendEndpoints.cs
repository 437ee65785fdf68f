namespace JourneyTrace.Insight;

/// <summary>How promises go from period to period.</summary>
static class TrendEndpoints
{
    static readonly Dictionary<string, PeriodLength> Lengths = new(StringComparer.Ordinal)
    {
        ["day"] = PeriodLength.Day, ["week"] = PeriodLength.Week, ["month"] = PeriodLength.Month,
    };

    public static void MapTrend(this IEndpointRouteBuilder routes) => routes.MapGet("/v1/trend", TrendAsync).Takes(filtered: true, "by", "limit", "cursor")
        .WithName("trend").WithSummary("Promises by the day, week or month in which they were due").WithTags("Reports").Produces<TrendAnswer>().ProducesProblem(400);

    static async Task TrendAsync(HttpContext http, Moment moment)
    {
        var parameters = new Parameters(http);
        var by = parameters.Word("by", Lengths) ?? PeriodLength.Month;
        var counts = await moment.AskAsync(parameters, answers => answers.PeriodsAsync(by, parameters.Filter, http.RequestAborted), http.RequestAborted);
        string[] missing = counts.Count > 0 ? [] : ["No promise fits: send promise.made with by and due, or ask with fewer filters"];
        await Lists.AnswerAsync(
            http, parameters, [.. counts.Select(c => Trends.Of(c, by))], (items, next) => new TrendAnswer(Lengths.First(l => l.Value == by).Key, items, next, missing));
    }
}
