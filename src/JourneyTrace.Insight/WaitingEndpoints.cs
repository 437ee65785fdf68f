using JourneyTrace.Catalogues;

namespace JourneyTrace.Insight;

/// <summary>Why work waits, and how much of it stays in the front.</summary>
static class WaitingEndpoints
{
    static readonly Dictionary<string, StepKey> Keys = new(StringComparer.Ordinal) { ["link"] = StepKey.Link, ["person"] = StepKey.Person };

    public static void MapWaiting(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/waiting", WaitingAsync).Takes(filtered: true, "by", "limit", "cursor")
            .WithName("waiting").WithSummary("Waiting time by reason: batching, prioritisation, contention, unavailability, extraneous").WithTags("Reports")
            .Produces<WaitingAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/push-to-front", FrontAsync).Takes(filtered: true)
            .WithName("pushToFront").WithSummary("How many cases the front links solve alone").WithTags("Reports").Produces<PushToFrontAnswer>().ProducesProblem(400);
    }

    static async Task WaitingAsync(HttpContext http, Moment moment, Knowledge knowledge, PersonalView personal)
    {
        var parameters = new Parameters(http);
        var by = parameters.Word("by", Keys) ?? StepKey.Link;
        var catalogue = (await knowledge.CurrentAsync(http.RequestAborted)).Catalogue;
        var counts = await moment.AskAsync(parameters, answers => answers.WaitsAsync(by, parameters.Filter, catalogue, http.RequestAborted), http.RequestAborted);
        string[] missing = counts.Work > 0
            ? []
            : ["No activity tells when it was begun: send 'started' with activity.recorded, or name the column as 'start' in the mapping of an import"];
        var names = await personal.NamesAsync(http, by == StepKey.Person, counts.Pairs.SelectMany(pair => new[] { pair.FromResource, pair.ToResource }));
        WaitItem Named(WaitItem item) => item with { FromResource = names.Of(item.FromResource), ToResource = names.Of(item.ToResource) };
        await Lists.AnswerAsync(http, parameters, [.. counts.Pairs.Select(pair => Named(Item(pair)))], (rows, next) => new WaitingAnswer(
            by == StepKey.Link ? "link" : "person", Item(counts.All), rows, next, missing));
    }

    static WaitItem Item(WaitCounts w) => new(
        w.From, w.FromResource, w.To, w.ToResource, w.Count, w.Cases, w.WaitSeconds, w.Batching, w.Prioritisation, w.Contention, w.Unavailability, w.Extraneous);

    static async Task FrontAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var front = (await knowledge.CurrentAsync(http.RequestAborted)).Catalogue.Links.Where(l => l.Value.Side == Side.Front).Select(l => l.Key).ToList();
        var counts = await moment.AskAsync(parameters, answers => answers.PushToFrontAsync(front, parameters.Filter, http.RequestAborted), http.RequestAborted);
        var (only, left) = (front.Count == 0 ? null : Wilson.Of(counts.FrontOnly, counts.Cases), front.Count == 0 ? null : Wilson.Of(counts.Left, counts.Begun));
        List<string> missing = front.Count > 0 ? [] : ["No link is marked as contact staff: put 'side: front' on those of the first line, with PUT /v1/catalogue"];
        if (counts.Cases == 0)
            missing.Add("No case has steps that name a link: send activity.recorded with its link, or hand-offs");
        else if (counts.Begun < counts.Cases / 2)
            missing.Add("Most cases begin with a link that is no contact staff: where the front's own work is not told, send activity.recorded with its link");
        var answer = new PushToFrontAnswer(counts.Cases, counts.FrontOnly, only?.Rate, only?.Interval, counts.Begun, counts.Left, left?.Rate, left?.Interval, missing);
        if (Csv.Wanted(http))
            await Csv.WriteAsync(http, Columns.Of<PushToFrontAnswer>(), new[] { answer }.ToAsyncEnumerable(), http.RequestAborted);
        else
            await http.Response.WriteAsJsonAsync(answer, Wire.Options);
    }
}
