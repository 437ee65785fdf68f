using JourneyTrace.Forecasts;

namespace JourneyTrace.Insight;

/// <summary>What may become of open promises.</summary>
static class ForecastEndpoints
{
    const int MostOpen = 2000;
    const int MostPast = 2000;

    public static void MapForecast(this IEndpointRouteBuilder routes) => routes.MapGet("/v1/forecast", ForecastAsync).Takes(filtered: true, "limit", "cursor")
        .WithName("forecast").WithSummary("The chance that an open promise breaks, from how others went on from there").WithTags("Reports")
        .Produces<ForecastAnswer>().ProducesProblem(400);

    static async Task ForecastAsync(HttpContext http, Moment moment)
    {
        var parameters = new Parameters(http);
        var now = moment.AsOf(parameters);
        var (items, judged) = await moment.AskAsync(parameters, async answers =>
        {
            var open = await answers.OpenPromisesAsync(parameters.Filter, MostOpen, http.RequestAborted);
            var all = new List<ForecastItem>(open.Count);
            var sorts = new List<JudgedSort>();
            foreach (var sort in open.GroupBy(o => (o.Kind, o.Sort)))
            {
                var past = (await answers.PastPromisesAsync(sort.Key.Kind, sort.Key.Sort, MostPast, http.RequestAborted)).Select(p => Course(sort.Key, p)).ToList();
                var judgement = Forecaster.Judge(past);
                sorts.Add(new JudgedSort(
                    sort.Key.Kind, sort.Key.Sort, past.Count, Rounded(judgement?.Brier), Rounded(judgement?.BaseRate), judgement?.N ?? 0, judgement?.Better == true));
                var forecaster = judgement?.Better == true ? new Forecaster(past) : null;
                all.AddRange(sort.Select(o => Item(o, forecaster?.Of(Course(sort.Key, o), now))));
            }
            return (all, sorts);
        }, http.RequestAborted);
        await Lists.AnswerAsync(
            http, parameters, [.. items.OrderByDescending(i => i.Chance ?? -1).ThenBy(i => i.DueAt).ThenBy(i => i.Case, StringComparer.Ordinal)],
            (rows, next) => new ForecastAnswer(rows, next, judged, [.. judged.Count == 0 ? [NoneOpen] : judged.Where(j => !j.Given).Select(Missing)]));
    }

    const string NoneOpen = "No promise that fits is open, so there is nothing to forecast: send promise.made when it is made, not after it was kept";

    static string Missing(JudgedSort sort) => sort.Brier is null
        ? $"Too few promises '{sort.Promise}' of kind '{sort.Kind}' have ended to learn from ({sort.Past})"
        : $"Forecasts of '{sort.Promise}' of kind '{sort.Kind}' are no better than the rate of all that were still open, or not beyond chance, so none is given";

    static ForecastItem Item(OpenRow row, Forecast? forecast) => new(
        row.Case, row.Name, row.Kind, row.Maker, row.Due, row.AtRisk, Forecast: true, forecast is null ? null : Math.Round(forecast.Chance, 4),
        forecast is null ? null : Wilson.Of(forecast.Broken, forecast.Of)?.Interval, forecast?.Of ?? 0, forecast?.Like);

    static Course Course((string? Kind, string Sort) sort, PastRow p) => new(sort, p.Maker, p.Made, p.Due, p.Ended, p.Broken, p.Links, p.Times);

    static Course Course((string? Kind, string Sort) sort, OpenRow o) => new(sort, o.Maker, o.Made, o.Due, null, false, o.Links, o.Times);

    static double? Rounded(double? value) => value is { } v ? Math.Round(v, 6) : null;
}
