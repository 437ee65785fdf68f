using JourneyTrace.Catalogues;
using JourneyTrace.Waiting;

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

    static async Task WaitingAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var by = parameters.Word("by", Keys) ?? StepKey.Link;
        var catalogue = (await knowledge.CurrentAsync(http.RequestAborted)).Catalogue;
        var steps = await moment.AskAsync(parameters, answers => answers.BegunStepsAsync(by, parameters.Filter, http.RequestAborted), http.RequestAborted);
        var waits = WaitingTime.Of(steps.SelectMany(InstancesOf), catalogue).ToList();
        var items = waits
            .GroupBy(w => (From: w.Instance.Enabler!.Activity, FromResource: w.Instance.Enabler.Resource, To: w.Instance.Activity, ToResource: w.Instance.Resource))
            .Select(g => Item(g.Key.From, g.Key.FromResource, g.Key.To, g.Key.ToResource, [.. g]))
            .OrderByDescending(i => i.WaitSeconds).ThenBy(i => i.From, StringComparer.Ordinal).ThenBy(i => i.To, StringComparer.Ordinal)
            .ThenBy(i => i.FromResource, StringComparer.Ordinal).ThenBy(i => i.ToResource, StringComparer.Ordinal).ToList();
        string[] missing = steps.Count > 0
            ? []
            : ["No activity tells when it was begun: send 'started' with activity.recorded, or name the column as 'start' in the mapping of an import"];
        await Lists.AnswerAsync(http, parameters, items, (rows, next) => new WaitingAnswer(
            by == StepKey.Link ? "link" : "person", Item(null, null, null, null, waits), rows, next, missing));
    }

    static IEnumerable<Instance> InstancesOf(BegunSteps steps)
    {
        for (var i = 0; i < steps.Ends.Length; i++)
        {
            if (steps is { Activities: var a, Resources: var r, Starts: var s } && a[i] is { } activity && r[i] is { } resource && s[i] is { } start && start <= steps.Ends[i])
                yield return new Instance(steps.Case, activity, resource, steps.Links[i], Instant(start), Instant(steps.Ends[i]));
        }
    }

    static DateTime Instant(long micros) => DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    static WaitItem Item(string? from, string? fromResource, string? to, string? toResource, List<(Instance Instance, Wait Wait)> waits)
    {
        double Sum(Func<Wait, long> part) => waits.Sum(w => part(w.Wait)) / (double)TimeSpan.TicksPerSecond;
        return new WaitItem(
            from, fromResource, to, toResource, waits.Count, waits.Select(w => w.Instance.Case).Distinct(StringComparer.Ordinal).Count(), Sum(w => w.Total), Sum(w => w.Batching),
            Sum(w => w.Prioritisation), Sum(w => w.Contention), Sum(w => w.Unavailability), Sum(w => w.Extraneous));
    }

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
        await http.Response.WriteAsJsonAsync(
            new PushToFrontAnswer(counts.Cases, counts.FrontOnly, only?.Rate, only?.Interval, counts.Begun, counts.Left, left?.Rate, left?.Interval, missing), Wire.Options);
    }
}
