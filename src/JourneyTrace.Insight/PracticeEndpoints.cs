using System.Xml;
using JourneyTrace.Catalogues;
using JourneyTrace.Events;

namespace JourneyTrace.Insight;

/// <summary>What the organisation says of itself beside what its cases show: understanding, elements, correctives, terms.</summary>
static class PracticeEndpoints
{
    const double Imposed = 2;

    public static void MapPractices(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/understanding", UnderstandingAsync).Takes(filtered: true, "limit", "cursor")
            .WithName("understanding").WithSummary("Whether all layers understand the same, and what is believed against what is kept").WithTags("Reports").Produces<UnderstandingAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/elements", ElementsAsync).Takes(filtered: true, "limit", "cursor")
            .WithName("elements").WithSummary("The nine elements of the service environment: causes and assessments").WithTags("Reports").Produces<ElementsAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/correctives", CorrectivesAsync).Takes(filtered: true, "limit", "cursor")
            .WithName("correctives").WithSummary("What was done about findings: gain for effort, before and after").WithTags("Reports").Produces<CorrectivesAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/terms", TermsAsync).Takes(filtered: true, "limit", "cursor")
            .WithName("terms").WithSummary("Terms beside what is needed and what is done").WithTags("Reports").Produces<TermsAnswer>().ProducesProblem(400);
    }

    static async Task UnderstandingAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var practice = moment.PracticeOf(parameters, await knowledge.CurrentAsync(http.RequestAborted));
        var newest = practice.Surveys.GroupBy(s => s.Survey.Question, StringComparer.Ordinal).Select(g => g.Last()).OrderBy(s => s.Survey.Question, StringComparer.Ordinal).ToList();
        var items = await moment.AskAsync(parameters, async answers =>
        {
            var all = new List<QuestionItem>();
            foreach (var (at, survey) in newest)
            {
                var kept = Understanding.AsksAfter(survey.Question, out var promise)
                    ? await answers.SegmentsAsync(parameters.Filter with { Promise = promise ?? parameters.Filter.Promise }, http.RequestAborted)
                    : null;
                all.Add(Understanding.Of(at, survey, kept));
            }
            return all;
        }, http.RequestAborted);
        string[] missing = items.Count > 0 ? [] : ["Nobody was asked: send understanding.surveyed with the question and how many of each layer gave which answer"];
        await Lists.AnswerAsync(http, parameters, items, (rows, next) => new UnderstandingAnswer(rows, next, missing));
    }

    static async Task ElementsAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var practice = moment.PracticeOf(parameters, await knowledge.CurrentAsync(http.RequestAborted));
        var counts = await moment.AskAsync(parameters, answers => answers.HotspotsAsync(HotspotKey.Element, parameters.Filter, Trend.None, [], http.RequestAborted), http.RequestAborted);
        var blame = counts.Keys.Sum(k => k.Blame);
        var items = Elements.All.Select(element =>
        {
            var key = counts.Keys.FirstOrDefault(k => k.Key == element.Name);
            var assessed = practice.Assessments.Where(a => a.Assessment.Element == element.Name).Select(a => a.Assessment).ToList();
            return new ElementItem(
                element.Name, key?.Broken ?? 0, Math.Round(key?.Blame ?? 0, 4), blame <= 0 ? 0 : Math.Round((key?.Blame ?? 0) / blame, 4), assessed.Count,
                assessed.Count == 0 ? null : Math.Round(assessed.Average(a => a.Score), 3), assessed.Count(a => a.Independent), assessed.Count == 0, element.Causes);
        }).OrderByDescending(i => i.Blame).ToList();
        string[] missing = practice.Assessments.Count > 0 ? [] : ["No element was assessed: send practice.assessed with element, link and score"];
        await Lists.AnswerAsync(http, parameters, items, (rows, next) => new ElementsAnswer(rows, next, missing));
    }

    static async Task CorrectivesAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var practice = moment.PracticeOf(parameters, await knowledge.CurrentAsync(http.RequestAborted));
        var items = await moment.AskAsync(parameters, async answers =>
        {
            var all = new List<CorrectiveItem>();
            foreach (var (at, corrective) in practice.Correctives)
                all.Add(await Correctives.OfAsync(at, corrective, parameters.Filter, practice.Procedures, answers, http.RequestAborted));
            return all;
        }, http.RequestAborted);
        string[] missing = items.Count > 0 ? [] : ["Nothing was done, or nobody told: send corrective.taken with the finding (such as link:finance or cause:absence), its links and its cost"];
        await Lists.AnswerAsync(
            http, parameters, [.. items.OrderByDescending(i => i.Gain ?? -1).ThenByDescending(i => i.Blame).ThenBy(i => i.At)], (rows, next) => new CorrectivesAnswer(rows, next, missing));
    }

    static async Task TermsAsync(HttpContext http, Knowledge knowledge, Moment moment)
    {
        var parameters = new Parameters(http);
        var catalogue = (await knowledge.CurrentAsync(http.RequestAborted)).Catalogue;
        var done = await moment.AskAsync(parameters, answers => answers.TermsAsync(parameters.Filter, http.RequestAborted), http.RequestAborted);
        List<string> missing = [];
        if (catalogue.Terms.Count == 0)
            missing.Add("The catalogue has no terms: PUT /v1/catalogue (GET /v1/catalogue/suggest-terms learns them from history)");
        else if (catalogue.Terms.All(t => t.Needed is null))
            missing.Add("Nobody said what is needed: put 'needed' beside 'within' in the terms of the catalogue");
        await Lists.AnswerAsync(http, parameters, [.. catalogue.Terms.Select(term => Item(term, catalogue, done))], (rows, next) => new TermsAnswer(rows, next, missing));
    }

    static TermItem Item(Term term, Catalogue catalogue, IReadOnlyList<TermCounts> done)
    {
        var its = done.Where(d => catalogue.BestTermFor(d.From, d.To, d.Kind) == term).ToList();
        double? ratio = term.Needed is { } needed && needed > TimeSpan.Zero ? Math.Round(term.Within / needed, 3) : null;
        return new TermItem(
            term.From ?? "*", term.To ?? "*", term.Kind ?? "*", XmlConvert.ToString(term.Within), term.Needed is { } n ? XmlConvert.ToString(n) : null, ratio, ratio >= Imposed || (term.Needed == TimeSpan.Zero && term.Within > TimeSpan.Zero),
            its.Sum(d => d.Count), its.Count == 0 ? null : its.Max(d => d.Seconds));
    }
}
