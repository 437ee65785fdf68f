using System.Text.Json.Nodes;

namespace JourneyTrace.Insight;

/// <summary>Promises with their verdicts.</summary>
static class PromiseEndpoints
{
    public static void MapPromises(this IEndpointRouteBuilder routes) => routes.MapGet("/v1/promises", ListAsync)
        .WithName("listPromises").Takes(filtered: true, "status", "atRisk", "limit", "cursor").WithSummary("Promises with their verdicts, by due time").WithTags("Cases").Produces<Page<object>>().ProducesProblem(400);

    static async Task ListAsync(HttpContext http, Moment moment)
    {
        var parameters = new Parameters(http);
        var status = parameters.Word("status", "open", "kept", "released", "abandoned", "broken", "failed");
        var query = new PromiseQuery(parameters.Filter, status, parameters.Flag("atRisk"));
        var stop = http.RequestAborted;
        if (Csv.Wanted(http))
        {
            await moment.AskAsync(parameters, async answers =>
            {
                await Csv.WriteAsync(http, Tables.Promises, AllAsync(answers, query, stop), stop);
                return true;
            }, stop);
            return;
        }
        var rows = await moment.AskAsync(
            parameters, answers => answers.PromisesAsync(query, parameters.Cursor<PromisePlace>(), parameters.Limit + 1, stop), stop);
        var items = rows.Take(parameters.Limit).Select(WithCase).ToList();
        var next = rows.Count > parameters.Limit ? Parameters.Next(rows[parameters.Limit - 1].Place) : null;
        await http.Response.WriteAsJsonAsync(new Page<JsonObject>(items, next), Wire.Options);
    }

    static async IAsyncEnumerable<Tables.PromiseCells> AllAsync(
        IAnswers answers, PromiseQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        PromisePlace? after = null;
        while (true)
        {
            var rows = await answers.PromisesAsync(query, after, 1000, stop);
            foreach (var row in rows)
                yield return new Tables.PromiseCells(row);
            if (rows.Count < 1000)
                yield break;
            after = rows[^1].Place;
        }
    }

    static JsonObject WithCase(PromiseRow row)
    {
        var trace = JsonNode.Parse(row.Trace)!.AsObject();
        trace.Insert(0, "case", JsonValue.Create(row.Case));
        return trace;
    }
}
