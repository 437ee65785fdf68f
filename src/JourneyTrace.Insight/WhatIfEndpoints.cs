using System.Text.Json;
using JourneyTrace.Journeys.Alternatives;
using JourneyTrace.Journeys.Traces;

namespace JourneyTrace.Insight;

/// <summary>What would have been: by the shares of all verdicts, or exactly, by replaying each case.</summary>
static class WhatIfEndpoints
{
    const int MostDrops = 100;
    const int MostReplayed = 2000;

    static readonly JsonSerializerOptions Strict = new(Wire.Options) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false };

    public static void MapWhatIf(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/what-if", AllAsync).Takes(filtered: true, "exact", "limit", "cursor").Needs(Scope.Read).Accepts<WhatIfQuestion>("application/json")
            .WithName("whatIf").WithSummary("Which broken promises would have been kept without these links, causes or decisions").WithTags("Reports")
            .Produces<WhatIfAnswer>().ProducesProblem(400).ProducesProblem(422);
        routes.MapPost("/v1/cases/{case}/what-if", CaseAsync).Takes(filtered: false, "asOf", "asKnownAt").Needs(Scope.Read).Accepts<WhatIfQuestion>("application/json")
            .WithName("whatIfCase").WithSummary("When the promises of one case would have been kept without these links, causes or decisions").WithTags("Cases")
            .Produces<CaseWhatIfAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);
    }

    static async Task AllAsync(HttpContext http, Moment moment, IEventLog log, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var exact = parameters.Flag("exact") ?? false;
        var drops = await DropsAsync(http);
        var stop = http.RequestAborted;
        var counts = await moment.AskAsync(parameters, answers => answers.WhatIfAsync(drops, parameters.Filter, exact ? MostReplayed : int.MaxValue, stop), stop);
        var answer = exact
            ? await ExactAsync(counts, drops, parameters, moment, log, await knowledge.CurrentAsync(stop), stop)
            : Answer(counts.Broken, counts.Rescued, counts.Touched, exact: false,
                [.. counts.Rows.Select(r => new WhatIfItem(r.Case, r.Promise, r.MadeBy, r.LatenessSeconds, Math.Round(r.ExcessSeconds, 3), r.Rescued, null))], []);
        await Lists.AnswerAsync(http, parameters, answer.Items, (items, next) => answer with { Items = items, Next = next });
    }

    static async Task<WhatIfAnswer> ExactAsync(
        WhatIfCounts counts, List<Drop> drops, Parameters parameters, Moment moment, IEventLog log, Known known, CancellationToken stop)
    {
        var items = new List<WhatIfItem>();
        var never = 0;
        foreach (var rows in counts.Rows.GroupBy(r => r.Case, StringComparer.Ordinal))
        {
            var trace = await TraceAsync(rows.Key, parameters, moment, log, known, stop);
            foreach (var row in rows)
            {
                var promise = trace.Promises.FirstOrDefault(p => p.Promise.Name == row.Promise);
                if (promise is null || Counterfactual.Of(promise, trace.Journey, drops) is not { } would)
                    never++;
                else if (would.KeptAt < promise.KeptAt)
                    items.Add(new WhatIfItem(row.Case, row.Promise, row.MadeBy, row.LatenessSeconds, (promise.KeptAt.Value - would.KeptAt).TotalSeconds, would.Kept, would.KeptAt));
            }
        }
        List<string> missing = [];
        if (never > 0)
            missing.Add($"{never} of these promises were never kept, so nobody knows what would have followed: they are in no count of the rescued");
        if (counts.Touched > counts.Rows.Count)
            missing.Add($"{counts.Rows.Count} of {counts.Touched} promises were replayed, those that would gain most; narrow the filter for the others");
        return Answer(
            counts.Broken, items.Count(i => i.Rescued), items.Count, exact: true,
            [.. items.OrderByDescending(i => i.Rescued).ThenByDescending(i => i.EarlierSeconds).ThenBy(i => i.Case, StringComparer.Ordinal)], missing);
    }

    static WhatIfAnswer Answer(long broken, long rescued, long touched, bool exact, IReadOnlyList<WhatIfItem> items, IReadOnlyList<string> missing)
    {
        var rate = Wilson.Of(rescued, broken);
        return new WhatIfAnswer(exact, broken, rescued, touched, rate?.Rate, rate?.Interval, items, null, missing);
    }

    static async Task CaseAsync(HttpContext http, Moment moment, IEventLog log, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var name = Paths.Part(http, 2);
        var drops = await DropsAsync(http);
        var trace = await TraceAsync(name, parameters, moment, log, await knowledge.CurrentAsync(http.RequestAborted), http.RequestAborted);
        var items = trace.Promises.Select(p => (Trace: p, Would: Counterfactual.Of(p, trace.Journey, drops))).Select(p => new PromiseWhatIf(
            p.Trace.Promise.Name, TraceJson.Word(p.Trace.Status), p.Trace.Promise.Due, p.Trace.KeptAt, p.Would?.KeptAt, p.Would?.EstimatedAt, p.Would?.Kept)).ToList();
        await http.Response.WriteAsJsonAsync(new CaseWhatIfAnswer(name, items), Wire.Options);
    }

    static async Task<CaseTrace> TraceAsync(string name, Parameters parameters, Moment moment, IEventLog log, Known known, CancellationToken stop)
    {
        var events = await log.ReadCaseAsync(name, stop);
        if (events.Count == 0)
            throw new ProblemException(Problem.NotFound, $"There is no case '{name}'");
        return CaseTrace.Of(name, events.Select(e => e.ToCaseEvent()), known.Organisation, known.Catalogue, moment.AsOf(parameters), parameters.AsKnownAt);
    }

    static async Task<List<Drop>> DropsAsync(HttpContext http)
    {
        WhatIfQuestion? question;
        try
        {
            question = await JsonSerializer.DeserializeAsync<WhatIfQuestion>(http.Request.Body, Strict, http.RequestAborted);
        }
        catch (JsonException)
        {
            throw new ProblemException(Problem.InvalidJson, """The body is no question; send {"drop":[{"link":"finance"},{"cause":"absence","kind":"payment"}]}""");
        }
        if (question?.Drop is not { Count: > 0 and <= MostDrops } drops || drops.Any(d => d is null or { Link: null, Kind: null, Cause: null, Decision: null, Handoff: null }))
            throw new ProblemException(Problem.MissingField, $"'drop' needs 1 to {MostDrops} entries, each with some of link, kind, cause, decision and handoff", "/drop");
        if (drops.Any(d => new[] { d.Link, d.Kind, d.Cause, d.Decision, d.Handoff }.Any(text => text is "" || text?.Contains('\0', StringComparison.Ordinal) == true)))
            throw new ProblemException(Problem.InvalidValue, "An entry is empty or holds a null character; leave out what may be anything", "/drop");
        return [.. drops.Select(d => new Drop(d.Link, d.Kind, d.Cause, d.Decision, d.Handoff))];
    }
}
