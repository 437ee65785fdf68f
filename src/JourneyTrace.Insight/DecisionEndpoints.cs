using JourneyTrace.Events;

namespace JourneyTrace.Insight;

/// <summary>Decisions and what they did.</summary>
static class DecisionEndpoints
{
    const int MostUncovered = 100;

    public static void MapDecisions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/decisions", ListAsync).Takes(filtered: true, "limit", "cursor")
            .WithName("decisions").WithSummary("Decisions and what they did, the gravest first").WithTags("Reports").Produces<DecisionsAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/decisions/{decision}/impact", ImpactAsync).Takes(filtered: true)
            .WithName("decisionImpact").WithSummary("One decision: common cause, capacity removed, uncovered absence, inside against outside, the four questions").WithTags("Reports")
            .Produces<ImpactAnswer>().ProducesProblem(400).ProducesProblem(404);
    }

    static async Task ListAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var counts = await moment.AskAsync(parameters, answers => answers.DecisionsAsync(parameters.Filter, http.RequestAborted), http.RequestAborted);
        var told = Told(await knowledge.CurrentAsync(http.RequestAborted), parameters, moment);
        var byName = counts.ToDictionary(c => c.Decision, StringComparer.Ordinal);
        var all = byName.Keys.Union(told.Keys, StringComparer.Ordinal).Select(name => Item(name, told.GetValueOrDefault(name, []), byName.GetValueOrDefault(name)))
            .OrderByDescending(item => item.Blame).ThenBy(item => item.Decision, StringComparer.Ordinal).ToList();
        string[] missing = all.Count > 0 ? [] : ["No decision was told: send decision.taken with its links and window, subject 'organisation'"];
        await Lists.AnswerAsync(http, parameters, all, Tables.Decisions, (items, next) => new DecisionsAnswer(items, next, missing));
    }

    static async Task ImpactAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var name = Paths.Part(http, 2);
        var stop = http.RequestAborted;
        var known = await knowledge.CurrentAsync(stop);
        var told = Told(known, parameters, moment).GetValueOrDefault(name, []);
        var (counts, uncovered, items, suspected) = await moment.AskAsync(parameters, async answers =>
        {
            var found = (await answers.DecisionsAsync(parameters.Filter, stop)).FirstOrDefault(c => c.Decision == name);
            var (missed, rows) = (0L, new List<UncoveredItem>());
            foreach (var window in told.Where(d => d.Cause == Causes.Absence))
            {
                var (count, first) = await answers.UncoveredAsync(parameters.Filter, window.Links, window.From, window.To, MostUncovered, stop);
                missed += count;
                rows.AddRange(first.Select(r => new UncoveredItem(r.Case, r.Handoff, r.From, r.To, r.RequestedAt)));
            }
            List<SuspectedItem> after = [];
            foreach (var window in told)
                after.AddRange((await answers.SuspectedAsync(parameters.Filter, window.Links, window.From, stop)).Select(s => new SuspectedItem(s.Link, s.Cause, s.After, s.Before, s.First)));
            return (found, missed, rows, after);
        }, stop);
        if (counts is null && told.Count == 0)
            throw new ProblemException(Problem.NotFound, $"No decision '{name}' was told, and none is named in a case");
        if (Csv.Wanted(http))
        {
            await Csv.WriteAsync(http, Tables.Decisions, new[] { Item(name, told, counts) }.ToAsyncEnumerable(), stop);
            return;
        }
        var effects = Facts<EffectRecorded>(known, parameters, moment).Where(e => e.Decision == name).ToList();
        var links = told.SelectMany(d => d.Links).Distinct(StringComparer.Ordinal).ToList();
        await http.Response.WriteAsJsonAsync(
            new ImpactAnswer(
                Item(name, told, counts),
                known.Catalogue.Links.Count == 0 || links.Count == 0 ? null : Math.Round((double)links.Count(known.Catalogue.Links.ContainsKey) / known.Catalogue.Links.Count, 4),
                uncovered, [.. items.Take(MostUncovered)], Money(told, counts, effects), suspected, [.. Missing(told, counts, effects, known)]), Wire.Options);
    }

    /// <summary>What was told of each decision by the moment asked about.</summary>
    static Dictionary<string, List<DecisionTaken>> Told(Known known, Parameters parameters, Moment moment) =>
        Facts<DecisionTaken>(known, parameters, moment).GroupBy(d => d.Decision, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);

    /// <summary>What the organisation told by the moment asked about, as it was known, in order.</summary>
    static IEnumerable<T> Facts<T>(Known known, Parameters parameters, Moment moment)
        where T : Fact => known.Told
        .Where(e => e.Time <= moment.AsOf(parameters) && e.RecordedAt <= (parameters.AsKnownAt ?? DateTime.MaxValue) && e.Fact is T)
        .Order(Comparer<CaseEvent>.Create(CaseEvent.Compare)).Select(e => (T)e.Fact);

    static DecisionItem Item(string name, List<DecisionTaken> told, DecisionCounts? counts)
    {
        var common = Wilson.Of(counts?.Promises ?? 0, counts?.AllFailed ?? 0);
        return new DecisionItem(
            name, told.LastOrDefault()?.Title, [.. told.Select(d => new DecisionWindow(d.From, d.To, d.Cause, d.Links))],
            counts?.Cases ?? 0, counts?.Customers ?? 0, counts?.Promises ?? 0, counts?.Roots ?? 0, common?.Rate, common?.Interval, Math.Round(counts?.Blame ?? 0, 4),
            Math.Round((counts?.ExcessSeconds ?? 0) / 3600, 2), Math.Round(counts?.Value ?? 0, 2),
            [.. DecisionTaken.Questions.Where(question => told.Count == 0 || !told[^1].Answered.Contains(question, StringComparer.Ordinal))]);
    }

    static MoneyItem Money(List<DecisionTaken> told, DecisionCounts? counts, List<EffectRecorded> effects)
    {
        var saves = told.LastOrDefault()?.Saves ?? 0;
        var inside = (counts?.Inside ?? 0) + effects.Where(e => !e.External).Sum(e => e.Amount);
        var outside = (counts?.Outside ?? 0) + effects.Where(e => e.External).Sum(e => e.Amount);
        var lost = counts?.LostValue ?? 0;
        return new MoneyItem(saves, inside, outside, counts?.LostCases ?? 0, lost, saves - inside - outside - lost, saves - inside > 0, outside + lost > 0);
    }

    static IEnumerable<string> Missing(List<DecisionTaken> told, DecisionCounts? counts, List<EffectRecorded> effects, Known known)
    {
        if (told.Count == 0)
            yield return "Nobody told this decision: send decision.taken with its links and window, subject 'organisation'";
        if (told.Count > 0 && told[^1].Saves is null)
            yield return "What it saves was not told, so it counts as nothing: send 'saves' with decision.taken";
        if (effects.Count == 0 && counts is null or { Inside: 0, Outside: 0 })
            yield return "What it cost was not told, so it counts as nothing: send effect.recorded that names the decision";
        if (told.Count > 0 && told.TrueForAll(d => d.Cause != Causes.Absence))
            yield return "It is no absence, so nobody had to stand in: 'uncovered' says nothing here";
        if (known.Catalogue.Links.Count == 0)
            yield return "The catalogue knows no links, so the capacity removed is unknown: PUT /v1/catalogue";
    }
}
