using System.Text.Json;
using JourneyTrace.Events;
using JourneyTrace.Journeys.Traces;

namespace JourneyTrace.Insight;

/// <summary>Cases: the list, one, its events, its trace.</summary>
static class CaseEndpoints
{
    static readonly string[] Statuses = ["open", "kept", "released", "abandoned", "broken", "failed", "none"];

    public static void MapCases(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/cases", ListAsync).WithName("listCases").Takes(filtered: true, "status", "atRisk", "q", "limit", "cursor").WithSummary("Cases").WithTags("Cases").Produces<Page<CaseItem>>().ProducesProblem(400);
        routes.MapGet("/v1/cases/{case}", GetAsync).WithName("getCase").WithSummary("One case").WithTags("Cases").Produces<CaseItem>().ProducesProblem(404);
        routes.MapGet("/v1/cases/{case}/events", EventsAsync)
            .WithName("getCaseEvents").Takes(filtered: false, "limit", "cursor").WithSummary("Its events, in the order of replay").WithTags("Cases").Produces<Page<object>>().ProducesProblem(404);
        routes.MapGet("/v1/cases/{case}/trace", TraceAsync)
            .WithName("getTrace").Takes(filtered: false, "asOf", "asKnownAt").WithSummary("Its promises, and whose time broke them").WithTags("Cases").Produces<object>().ProducesProblem(404)
            .WithDescription("As it stands now, as it stood (asOf), and as we knew it (asKnownAt).");
    }

    static async Task ListAsync(HttpContext http, Moment moment, PersonalView personal)
    {
        var parameters = new Parameters(http);
        var query = new CaseQuery(parameters.Filter, parameters.Word("status", Statuses), parameters.Flag("atRisk"), parameters.Text("q"));
        var stop = http.RequestAborted;
        if (Csv.Wanted(http))
        {
            await moment.AskAsync(parameters, async answers =>
            {
                await Csv.WriteAsync(http, Tables.Cases, AllAsync(http, answers, query, personal, stop), stop);
                return true;
            }, stop);
            return;
        }
        var rows = await moment.AskAsync(
            parameters, answers => answers.CasesAsync(query, parameters.Cursor<Place>()?.Case, parameters.Limit + 1, stop), stop);
        var items = await ItemsAsync(http, [.. rows.Take(parameters.Limit)], personal);
        await http.Response.WriteAsJsonAsync(
            new Page<CaseItem>(items, rows.Count > parameters.Limit ? Parameters.Next(new Place(items[^1].Case)) : null), Wire.Options);
    }

    static async Task GetAsync(HttpContext http, IAnswers answers, PersonalView personal)
    {
        _ = new Parameters(http);
        var name = Paths.Part(http, 2);
        var row = await answers.CaseAsync(name, http.RequestAborted) ?? throw NotFound(name);
        await http.Response.WriteAsJsonAsync((await ItemsAsync(http, [row], personal))[0], Wire.Options);
    }

    static async Task EventsAsync(HttpContext http, IEventLog log, PersonalView personal)
    {
        var parameters = new Parameters(http);
        var name = Paths.Part(http, 2);
        var values = await personal.OfCasesAsync(http, [name]);
        var events = (await ReadAsync(log, name, http.RequestAborted)).OrderBy(e => e.ToCaseEvent(), Comparer<CaseEvent>.Create(CaseEvent.Compare)).Select(values.Unveil).ToList();
        if (Csv.Wanted(http))
        {
            await Csv.WriteAsync(http, Tables.Events, events.Select(EventJson.Of).ToAsyncEnumerable(), http.RequestAborted);
            return;
        }
        var part = new Part(parameters);
        var (items, next) = part.Of(events);
        await http.Response.WriteAsJsonAsync(new Page<JsonElement>([.. items.Select(EventJson.Of)], next), Wire.Options);
    }

    static async Task TraceAsync(HttpContext http, IEventLog log, Knowledge knowledge, TimeProvider time)
    {
        var parameters = new Parameters(http);
        var name = Paths.Part(http, 2);
        var (asOf, asKnownAt) = (parameters.AsOf ?? time.GetUtcNow().UtcDateTime, parameters.AsKnownAt);
        var events = await ReadAsync(log, name, http.RequestAborted);
        var known = await knowledge.CurrentAsync(http.RequestAborted);
        var trace = CaseTrace.Of(
            name, events.Select(e => e.ToCaseEvent()), known.Organisation, known.Catalogue,
            asOf, asKnownAt);
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.Body.WriteAsync(TraceJson.Write(trace), http.RequestAborted);
    }

    static async Task<IReadOnlyList<StoredEvent>> ReadAsync(IEventLog log, string name, CancellationToken stop)
    {
        var events = await log.ReadCaseAsync(name, stop);
        return events.Count > 0 ? events : throw NotFound(name);
    }

    static async IAsyncEnumerable<CaseItem> AllAsync(
        HttpContext http, IAnswers answers, CaseQuery query, PersonalView personal, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        string? after = null;
        while (true)
        {
            var rows = await answers.CasesAsync(query, after, 1000, stop);
            foreach (var item in await ItemsAsync(http, rows, personal))
                yield return item;
            if (rows.Count < 1000)
                yield break;
            after = rows[^1].Case;
        }
    }

    static ProblemException NotFound(string name) => new(Problem.NotFound, $"There is no case '{name}'");

    static async Task<List<CaseItem>> ItemsAsync(HttpContext http, IReadOnlyList<CaseRow> rows, PersonalView personal)
    {
        var values = await personal.OfCasesAsync(http, [.. rows.Where(row => row.Customer is not null).Select(row => row.Case)]);
        return [.. rows.Select(row => Item(row, values.Of(row.Case, row.Customer)))];
    }

    static CaseItem Item(CaseRow r, string? customer) => new(
        r.Case, r.Kind, r.Segment, customer, r.Value, r.OpenedAt, r.LastEventAt, r.Closed, r.Events, r.Promises, r.Broken, r.Status, r.AtRisk, r.AsOf);

    sealed record Place(string Case);
}
