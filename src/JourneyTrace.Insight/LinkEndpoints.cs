using System.Xml;
using JourneyTrace.Catalogues;

namespace JourneyTrace.Insight;

/// <summary>Links by their own measure and by what reaches the customer; and terms learned from history.</summary>
static class LinkEndpoints
{
    const double Healthy = 0.8;
    const double Limiting = 0.5;
    const double RedOutside = 0.6;
    const double Sink = 0.5;
    const int FewestForATerm = 5;
    const int FewestForHealth = 5;

    public static void MapLinks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/links", ListAsync).Takes(filtered: true, "flag", "limit", "cursor")
            .WithName("links").WithSummary("Each link: health, orphans, reach, and whether it is measured").WithTags("Reports").Produces<LinksAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/catalogue/suggest-terms", SuggestAsync).Takes(filtered: true, "limit", "cursor")
            .WithName("suggestTerms").WithSummary("Terms learned from history").WithTags("Catalogue").Produces<SuggestedTerms>().ProducesProblem(400);
    }

    static async Task ListAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var catalogue = (await knowledge.CurrentAsync(http.RequestAborted)).Catalogue;
        var counts = await moment.AskAsync(parameters, answers => answers.LinksAsync(parameters.Filter, http.RequestAborted), http.RequestAborted);
        var complaints = counts.Sum(c => c.Complaints);
        var flag = parameters.Word("flag", "green-inside-red-outside", "unmeasured", "powerless-sink");
        var all = counts.Select(c => Item(c, catalogue, complaints)).Where(item => flag is null || item.Flags.Contains(flag, StringComparer.Ordinal)).ToList();
        string[] missing = counts.Count == 0 || counts.Any(c => c.WithTerm > 0)
            ? []
            : ["No hand-off has a term, so no link's health is known: send 'within' or 'due' with handoff.requested, or put terms into the catalogue (GET /v1/catalogue/suggest-terms)"];
        await Lists.AnswerAsync(http, parameters, all, Tables.Links, (items, next) => new LinksAnswer(items, next, missing));
    }

    static LinkItem Item(LinkCounts c, Catalogue catalogue, long allComplaints)
    {
        var (inTerm, kept) = (Wilson.Of(c.InTerm, c.WithTerm), Wilson.Of(c.Kept, c.Kept + c.Failed));
        return new LinkItem(
            c.Link, catalogue.SideOf(c.Link).ToString().ToLowerInvariant(), c.Cases, c.Handoffs, c.WithTerm, inTerm?.Rate, inTerm?.Interval, HealthOf(c.WithTerm < FewestForHealth ? null : inTerm?.Rate),
            c.Refused, c.Orphans, c.MedianSeconds, c.Promises, kept?.Rate, kept?.Interval, c.Cases == 0 ? null : Math.Round((double)c.Reached / c.Cases, 4),
            Math.Round(c.Blame, 4), c.Complaints, c.NoAuthority, [.. Flags(c, c.WithTerm < FewestForHealth ? null : inTerm?.Rate, kept?.Rate, allComplaints)]);
    }

    static string? HealthOf(double? inTerm) => inTerm switch
    {
        null => null,
        >= Healthy => "healthy",
        >= Limiting => "limiting",
        _ => "blocking",
    };

    static IEnumerable<string> Flags(LinkCounts c, double? inTerm, double? kept, long allComplaints)
    {
        if (inTerm >= Healthy && kept < RedOutside)
            yield return "green-inside-red-outside";
        if (c.Blame > 0 && c is { Handoffs: > 0, WithTerm: 0 })
            yield return "unmeasured";
        if (c.NoAuthority > 0 && c.Complaints > 1 && c.Complaints >= Sink * allComplaints)
            yield return "powerless-sink";
    }

    static async Task SuggestAsync(HttpContext http, Moment moment)
    {
        var parameters = new Parameters(http);
        var counts = await moment.AskAsync(parameters, answers => answers.TermsAsync(parameters.Filter, http.RequestAborted), http.RequestAborted);
        var terms = counts.Where(c => c.Count >= FewestForATerm).Select(c => new SuggestedTerm(
            c.From, c.To, c.Kind, XmlConvert.ToString(TimeSpan.FromMinutes(Math.Max(1, Math.Ceiling(c.Seconds / 60)))), c.Count, c.WithTerm > 0)).ToList();
        string[] missing = terms.Count > 0 ? [] : [$"No pair of links has {FewestForATerm} hand-offs that were delivered wholly"];
        await Lists.AnswerAsync(http, parameters, terms, (items, next) => new SuggestedTerms(items, next, missing));
    }
}
