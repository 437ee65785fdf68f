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
        await Lists.AnswerAsync(
            http, parameters, [.. counts.Select(c => Item(c, by))], (items, next) => new TrendAnswer(Lengths.First(l => l.Value == by).Key, items, next));
    }

    static TrendPeriod Item(PeriodCounts c, PeriodLength by)
    {
        var (all, failed) = (c.Kept + c.Released + c.Broken + c.Abandoned + c.Open, c.Broken + c.Abandoned);
        var rate = Wilson.Of(failed, all - c.Open);
        return new TrendPeriod(c.From, End(c.From, by), all, c.Kept, c.Released, c.Broken, c.Abandoned, c.Open, rate?.Rate, rate?.Interval);
    }

    static DateTime End(DateTime from, PeriodLength by) => by switch
    {
        _ when from > DateTime.MaxValue.AddDays(-40) => DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc),
        PeriodLength.Day => from.AddDays(1),
        PeriodLength.Week => from.AddDays(7),
        _ => from.AddMonths(1),
    };
}
