using JourneyTrace.Practices;

namespace JourneyTrace.Insight;

/// <summary>Procedures: their state read from what cases did, versions side by side, and every way that is taken.</summary>
static class ProcedureEndpoints
{
    public static void MapProcedures(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/procedures", ListAsync).Takes(filtered: true, "hourCost", "limit", "cursor")
            .WithName("procedures").WithSummary("Procedures: state, kept-rate where followed and where not, versions with saving and payback").WithTags("Reports")
            .Produces<ProceduresAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/procedures/{procedure}/conformance", ConformanceAsync).Takes(filtered: true, "version", "limit", "cursor")
            .WithName("conformance").WithSummary("How cases go beside a procedure: followed, skipped, added, out of order; proposed revisions").WithTags("Reports")
            .Produces<ConformanceAnswer>().ProducesProblem(400).ProducesProblem(404);
    }

    static async Task ListAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var hourCost = parameters.Number("hourCost", 1e-6, 1e12) ?? 1;
        var stop = http.RequestAborted;
        var versions = moment.PracticeOf(parameters, await knowledge.CurrentAsync(stop)).Procedures;
        var (paths, kinds) = await moment.AskAsync(parameters, async answers => (
            await answers.ProcedurePathsAsync(parameters.Filter, versions, stop), await answers.KindsAsync(parameters.Filter, stop)), stop);
        var ways = versions.Select((version, place) => new VersionWays(version, [.. paths.Where(p => p.Version == place)])).ToList();
        var items = ways.GroupBy(w => (w.Version.Procedure.Procedure, w.Version.Procedure.CaseKind))
            .Select(g => Procedures.Of([.. g], hourCost, moment.AsOf(parameters))).OrderBy(p => p.Procedure, StringComparer.Ordinal).ThenBy(p => p.CaseKind, StringComparer.Ordinal).ToList();
        var known = versions.Where(v => !v.Shelved).Select(v => v.Procedure.CaseKind).ToHashSet(StringComparer.Ordinal);
        var unidentified = kinds.Where(k => !known.Contains(k.Kind)).Select(k => new UnidentifiedKind(
            k.Kind, k.Cases, Wilson.Of(k.Promises - k.Failed, k.Promises)?.Rate, Wilson.Of(k.Promises - k.Failed, k.Promises)?.Interval)).ToList();
        await Lists.AnswerAsync(http, parameters, items, (rows, next) => new ProceduresAnswer(rows, next, unidentified, [.. Missing(versions)]));
    }

    static IEnumerable<string> Missing(IReadOnlyList<ProcedureVersion> versions)
    {
        if (versions.Count == 0)
            yield return "No procedure was told: send procedure.published with its version, the kind of cases and its steps, subject 'organisation'";
        else if (versions.All(v => v.Procedure.Cost is null))
            yield return "What a version cost was not told, so there is no payback: send 'cost' with procedure.published";
    }

    static async Task ConformanceAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var name = Paths.Part(http, 2);
        var told = moment.PracticeOf(parameters, await knowledge.CurrentAsync(http.RequestAborted)).Procedures
            .Where(p => p.Procedure.Procedure == name && (parameters.Filter.Kind is not { } kind || kind == p.Procedure.CaseKind)).ToList();
        var version = (parameters.Text("version") is { } asked ? told.FindLast(v => v.Procedure.Version == asked) : told.LastOrDefault())
            ?? throw new ProblemException(Problem.NotFound, $"No procedure '{name}' was told, or not in that version");
        var paths = await moment.AskAsync(parameters, answers => answers.ProcedurePathsAsync(parameters.Filter, [version], http.RequestAborted), http.RequestAborted);
        var ways = new VersionWays(version, paths);
        string[] missing = ways.Cases > 0 ? [] : [$"No case of the kind '{version.Procedure.CaseKind}' that was opened while it held is over: a case is over when it is closed, or all its promises have ended"];
        await Lists.AnswerAsync(http, parameters, [.. ways.Ways.Select(w => w.Item(ways))], (rows, next) => new ConformanceAnswer(
            name, version.Procedure.Version, ways.State, ways.Cases, ways.Followed, Wilson.Of(ways.Followed, ways.Cases)?.Rate, Wilson.Of(ways.Followed, ways.Cases)?.Interval,
            ways.Steps(w => w.Conformance.Skipped.Select(s => (s.Link, s.Kind))), ways.Steps(w => w.Conformance.Added.Select(s => (s.Link, (string?)s.Kind))),
            ways.Steps(w => w.Conformance.OutOfOrder.Select(s => (s.Link, s.Kind))), rows, next, missing));
    }
}
