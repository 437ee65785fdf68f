namespace JourneyTrace.Insight;

/// <summary>How cases move: the map, variants, ping-pong, rework.</summary>
static class PathEndpoints
{
    static readonly Dictionary<string, StepKey> Keys = new(StringComparer.Ordinal)
    {
        ["activity"] = StepKey.Activity,
        ["link"] = StepKey.Link,
        ["person"] = StepKey.Person,
        ["lifecycle"] = StepKey.Lifecycle,
    };

    public static void MapPaths(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/map", MapAsync).Takes(filtered: true, "by")
            .WithName("map").WithSummary("The hand-off graph, or what follows what by activity, link, person or lifecycle").WithTags("Reports").Produces<MapAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/variants", VariantsAsync).Takes(filtered: true, "by", "limit", "cursor")
            .WithName("variants").WithSummary("The paths that cases take, the most taken first").WithTags("Reports").Produces<VariantsAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/ping-pong", PingPongAsync).Takes(filtered: true, "by", "limit", "cursor")
            .WithName("pingPong").WithSummary("From A to B and back at once").WithTags("Reports").Produces<PingPongAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/temporal-profile", ProfileAsync).Takes(filtered: true, "by", "deviations", "limit", "cursor")
            .WithName("temporalProfile").WithSummary("How long after one step another comes, and what lies beyond").WithTags("Reports").Produces<ProfileAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/rework", ReworkAsync).Takes(filtered: true, "by", "limit", "cursor")
            .WithName("rework").WithSummary("What is done more than once in a case").WithTags("Reports").Produces<ReworkAnswer>().ProducesProblem(400);
    }

    static async Task MapAsync(HttpContext http, Moment moment, Knowledge knowledge, PersonalView personal)
    {
        var parameters = new Parameters(http);
        var by = parameters.Word("by", [.. Keys.Keys, "handoff"]) ?? "handoff";
        var catalogue = (await knowledge.CurrentAsync(http.RequestAborted)).Catalogue;
        var answer = await moment.AskAsync(
            parameters, answers => Maps.OfAsync(by, Keys.TryGetValue(by, out var key) ? key : null, parameters.Filter, answers, catalogue, http.RequestAborted), http.RequestAborted);
        var names = await personal.NamesAsync(http, by == "person", answer.Nodes.Select(node => node.Name).Concat(answer.Arrows.SelectMany(arrow => new[] { arrow.From, arrow.To })));
        answer = answer with
        {
            Nodes = [.. answer.Nodes.Select(node => node with { Name = names.Of(node.Name) })],
            Arrows = [.. answer.Arrows.Select(arrow => arrow with { From = names.Of(arrow.From), To = names.Of(arrow.To) })],
        };
        if (Csv.Wanted(http))
            await Csv.WriteAsync(http, Tables.Arrows, answer.Arrows.ToAsyncEnumerable(), http.RequestAborted);
        else
            await http.Response.WriteAsJsonAsync(answer, Wire.Options);
    }

    static async Task VariantsAsync(HttpContext http, Moment moment, PersonalView personal)
    {
        var parameters = new Parameters(http);
        var (word, by) = ByOf(parameters, StepKey.Activity);
        var csv = Csv.Wanted(http);
        var part = new Part(parameters);
        var (offset, limit) = csv ? (0, int.MaxValue) : (part.From, part.Limit);
        var counts = await moment.AskAsync(
            parameters, answers => answers.VariantsAsync(by, parameters.Filter, offset, limit, http.RequestAborted), http.RequestAborted);
        var names = await personal.NamesAsync(http, by == StepKey.Person, counts.Rows.SelectMany(row => row.Path));
        var items = counts.Rows.Select(row => Variants.Of(row with { Path = [.. row.Path.Select(step => names.Of(step))] }, counts.Cases)).ToList();
        if (csv)
            await Csv.WriteAsync(http, Tables.Variants, items.ToAsyncEnumerable(), http.RequestAborted);
        else
            await http.Response.WriteAsJsonAsync(new VariantsAnswer(word, counts.Variants, counts.Cases, items, part.Next(items.Count, counts.Variants), Missing(counts.Cases)), Wire.Options);
    }

    static async Task PingPongAsync(HttpContext http, Moment moment, PersonalView personal)
    {
        var parameters = new Parameters(http);
        var (word, by) = ByOf(parameters, StepKey.Link);
        var counts = await moment.AskAsync(parameters, answers => answers.PingPongAsync(by, parameters.Filter, http.RequestAborted), http.RequestAborted);
        var pairs = counts.Pairs.Where(pair => pair.PingPongs > 0).ToList();
        var names = await personal.NamesAsync(http, by == StepKey.Person, pairs.SelectMany(pair => new[] { pair.A, pair.B }));
        var all = pairs.Select(pair => PingPongs.Of(pair with { A = names.Of(pair.A), B = names.Of(pair.B) })).ToList();
        await Lists.AnswerAsync(http, parameters, all, Tables.PingPong, (items, next) => new PingPongAnswer(
            word, counts.AllCases, counts.Handovers, counts.CasesWithHandover, counts.PingPongs, counts.CasesWithPingPong, counts.CasesWithReturn, items, next, Missing(counts.AllCases)));
    }

    static async Task ProfileAsync(HttpContext http, Moment moment, PersonalView personal)
    {
        var parameters = new Parameters(http);
        var (word, by) = ByOf(parameters, StepKey.Activity);
        var deviations = parameters.Number("deviations", 0, 1000) ?? 3;
        var counts = await moment.AskAsync(parameters, answers => answers.ProfileAsync(by, parameters.Filter, deviations, http.RequestAborted), http.RequestAborted);
        var names = await personal.NamesAsync(http, by == StepKey.Person, counts.SelectMany(c => new[] { c.Source, c.Target }));
        var all = counts.Select(c => new ProfileItem(names.Of(c.Source), names.Of(c.Target), c.Count, c.MeanSeconds, c.DeviationSeconds, c.Beyond, c.CasesBeyond)).ToList();
        await Lists.AnswerAsync(http, parameters, all, Tables.Profile, (items, next) => new ProfileAnswer(word, deviations, items, next, Missing(counts.Count)));
    }

    static async Task ReworkAsync(HttpContext http, Moment moment, PersonalView personal)
    {
        var parameters = new Parameters(http);
        var (word, by) = ByOf(parameters, StepKey.Activity);
        var (stops, reworked) = await moment.AskAsync(parameters, async answers => (
            await answers.StopsAsync(by, parameters.Filter, http.RequestAborted), await answers.ReworkedAsync(by, parameters.Filter, http.RequestAborted)), http.RequestAborted);
        var names = await personal.NamesAsync(http, by == StepKey.Person, stops.Select(stop => stop.Name));
        var all = stops.Where(stop => stop.Repeated > 0).OrderByDescending(stop => stop.Repeated).ThenBy(stop => stop.Name, StringComparer.Ordinal).Select(stop =>
        {
            var rate = Wilson.Of(stop.Repeated, stop.Cases);
            return new ReworkItem(names.Of(stop.Name), stop.Cases, stop.Repeated, stop.Count - stop.Cases, rate?.Rate, rate?.Interval);
        }).ToList();
        await Lists.AnswerAsync(http, parameters, all, Tables.Rework, (items, next) => new ReworkAnswer(word, stops.Sum(stop => stop.Starts), reworked, items, next, Missing(stops.Count)));
    }

    /// <summary>A log that does not say what was asked for has no paths of it, and not none.</summary>
    static string[] Missing(long cases) => cases > 0 ? [] : [Maps.NoSteps];

    static (string Word, StepKey Key) ByOf(Parameters parameters, StepKey usual)
    {
        var key = parameters.Word("by", Keys) ?? usual;
        return (Keys.First(pair => pair.Value == key).Key, key);
    }
}
