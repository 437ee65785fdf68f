using System.Text.Json;
using JourneyTrace.Catalogues;
using Microsoft.AspNetCore.WebUtilities;

namespace JourneyTrace.Insight;

/// <summary>How the organisation serves: complaints, what would have been, and two filters side by side.</summary>
static class ServiceEndpoints
{
    const int MostDrops = 100;

    public static void MapService(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/complaints/funnel", FunnelAsync).Takes(filtered: true)
            .WithName("complaintsFunnel").WithSummary("How far complaints come, and where they are lost").WithTags("Reports").Produces<FunnelAnswer>().ProducesProblem(400);
        routes.MapPost("/v1/what-if", WhatIfAsync).Takes(filtered: true, "limit").Accepts<WhatIfQuestion>("application/json")
            .WithName("whatIf").WithSummary("Which broken promises would have been kept without these links, causes or decisions").WithTags("Reports")
            .Produces<WhatIfAnswer>().ProducesProblem(400).ProducesProblem(422);
        routes.MapGet("/v1/compare", CompareAsync).Takes(filtered: false, "a", "b", "asOf", "asKnownAt")
            .WithName("compare").WithSummary("Two filters side by side, with the interval of each difference").WithTags("Reports").Produces<CompareAnswer>().ProducesProblem(400);
    }

    static async Task FunnelAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var counts = await moment.AskAsync(parameters, answers => answers.ComplaintsAsync(parameters.Filter, http.RequestAborted), http.RequestAborted);
        var catalogue = (await knowledge.CurrentAsync(http.RequestAborted)).Catalogue;
        var answer = Complaints.Of(counts, catalogue.Links.Values.Any(link => link.Side == Side.Management));
        if (Csv.Wanted(http))
            await Csv.WriteAsync(http, Tables.Complaints, answer.Links.ToAsyncEnumerable(), http.RequestAborted);
        else
            await http.Response.WriteAsJsonAsync(answer, Wire.Options);
    }

    static async Task WhatIfAsync(HttpContext http, Moment moment)
    {
        var parameters = new Parameters(http);
        var drops = await DropsAsync(http);
        var counts = await moment.AskAsync(
            parameters, answers => answers.WhatIfAsync(drops, parameters.Filter, parameters.Limit, http.RequestAborted), http.RequestAborted);
        var rate = Wilson.Of(counts.Rescued, counts.Broken);
        await http.Response.WriteAsJsonAsync(
            new WhatIfAnswer(
                counts.Broken, counts.Rescued, counts.Touched, rate?.Rate, rate?.Interval,
                [.. counts.Rows.Select(r => new WhatIfItem(r.Case, r.Promise, r.MadeBy, r.LatenessSeconds, Math.Round(r.ExcessSeconds, 3), r.Rescued))]), Wire.Options);
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
        if (question?.Drop is not { Count: > 0 and <= MostDrops } drops || drops.Any(d => d is null or { Link: null, Kind: null, Cause: null, Decision: null }))
            throw new ProblemException(Problem.MissingField, $"'drop' needs 1 to {MostDrops} entries, each with some of link, kind, cause and decision", "/drop");
        if (drops.Any(d => new[] { d.Link, d.Kind, d.Cause, d.Decision }.Any(text => text?.Contains('\0', StringComparison.Ordinal) == true)))
            throw new ProblemException(Problem.InvalidValue, "An entry holds a null character", "/drop");
        return [.. drops.Select(d => new Drop(d.Link, d.Kind, d.Cause, d.Decision))];
    }

    static async Task CompareAsync(HttpContext http, Moment moment)
    {
        var parameters = new Parameters(http);
        var (a, b) = (FilterOf(parameters, "a"), FilterOf(parameters, "b"));
        var stop = http.RequestAborted;
        var answer = await moment.AskAsync(parameters, async answers => Comparison.Of(
            (parameters.Text("a")!, await answers.HotspotsAsync(HotspotKey.Link, a, Trend.None, [], stop), await answers.HotspotsAsync(HotspotKey.Cause, a, Trend.None, [], stop)),
            (parameters.Text("b")!, await answers.HotspotsAsync(HotspotKey.Link, b, Trend.None, [], stop), await answers.HotspotsAsync(HotspotKey.Cause, b, Trend.None, [], stop))), stop);
        await http.Response.WriteAsJsonAsync(answer, Wire.Options);
    }

    /// <summary>A filter in the form of a query, such as <c>segment=gold&amp;kind=payment</c>, escaped as one value.</summary>
    static Filter FilterOf(Parameters parameters, string side)
    {
        var text = parameters.Text(side) ?? throw Parameters.Invalid(side, "is missing; send a filter such as a=segment%3Dgold and b=segment%3Dsilver");
        return Parameters.FilterOf(side, QueryHelpers.ParseQuery(text));
    }

    static readonly JsonSerializerOptions Strict = new(Wire.Options) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };
}
