using System.Text.Json;
using JourneyTrace.Telemetry.Journeys;

namespace JourneyTrace.Insight.Jaeger;

/// <summary>Jaeger's legacy query API over journeys, below <c>/jaeger/api</c>.</summary>
static class LegacyEndpoints
{
    static readonly TimeSpan UsualLookBack = TimeSpan.FromDays(1);

    public static void MapLegacy(this IEndpointRouteBuilder jaeger)
    {
        jaeger.MapGet("/services", (HttpContext http, JourneySearch search) => AnswerAsync(http, async json => Names(json, await search.ServicesAsync(http.RequestAborted))));
        jaeger.MapGet("/services/{service}/operations", (HttpContext http, JourneySearch search) => AnswerAsync(
            http, async json => Names(json, [.. (await search.OperationsAsync(Paths.Part(http, 3), http.RequestAborted)).Select(o => o.Name)])));
        jaeger.MapGet("/operations", (HttpContext http, JourneySearch search) => AnswerAsync(http, json => OperationsAsync(http, search, json)));
        jaeger.MapGet("/traces", (HttpContext http, JourneySearch search) => AnswerAsync(http, json => FindAsync(http, search, json)));
        jaeger.MapGet("/traces/{id}", (HttpContext http, JourneySearch search) => AnswerAsync(http, async json => Traces(json, [await OneAsync(http, search)])));
        jaeger.MapGet("/dependencies", (HttpContext http, JourneySearch search, IAnswers answers) => AnswerAsync(http, json => DependenciesAsync(http, search, answers, json)));
    }

    /// <param name="write">Writes the data, and says how many there are.</param>
    static async Task AnswerAsync(HttpContext http, Func<Utf8JsonWriter, Task<int>> write)
    {
        using var body = new MemoryStream();
        try
        {
            await using (var json = new Utf8JsonWriter(body))
            {
                json.WriteStartObject();
                json.WritePropertyName("data");
                json.WriteNumber("total", await write(json));
                End(json, null);
            }
        }
        catch (Exception caught) when (JaegerException.Of(caught) is not null)
        {
            var e = JaegerException.Of(caught)!;
            http.Response.StatusCode = e.Status;
            body.SetLength(0);
            await using var json = new Utf8JsonWriter(body);
            json.WriteStartObject();
            json.WriteNull("data");
            json.WriteNumber("total", 0);
            End(json, e);
        }
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.Body.WriteAsync(body.ToArray(), http.RequestAborted);
    }

    static void End(Utf8JsonWriter json, JaegerException? e)
    {
        json.WriteNumber("limit", 0);
        json.WriteNumber("offset", 0);
        json.WritePropertyName("errors");
        if (e is null)
            json.WriteNullValue();
        else
            JsonSerializer.Serialize(json, new[] { new { code = e.Status, msg = e.Message } });
        json.WriteEndObject();
    }

    static int Names(Utf8JsonWriter json, IReadOnlyList<string> names)
    {
        JsonSerializer.Serialize(json, names);
        return names.Count;
    }

    static async Task<int> OperationsAsync(HttpContext http, JourneySearch search, Utf8JsonWriter json)
    {
        if (JaegerQuery.Text(http.Request.Query, "service") is not { } service)
            throw new JaegerException(400, "parameter 'service' is required");
        var kind = JaegerQuery.Text(http.Request.Query, "spanKind");
        var operations = (await search.OperationsAsync(service, http.RequestAborted)).Where(o => kind is null || o.Kind == kind).Select(o => new { name = o.Name, spanKind = o.Kind }).ToList();
        JsonSerializer.Serialize(json, operations);
        return operations.Count;
    }

    static async Task<int> FindAsync(HttpContext http, JourneySearch search, Utf8JsonWriter json)
    {
        var query = JaegerQuery.OfLegacy(http.Request.Query, search.Now);
        if (query.Traces.Count == 0)
            return Traces(json, await search.FindAsync(query, http.RequestAborted));
        var found = new List<JourneyAsTrace>();
        foreach (var id in query.Traces.Take(query.Limit))
        {
            if (await search.GetAsync(id, http.RequestAborted) is { } journey)
                found.Add(journey);
        }
        return Traces(json, found);
    }

    static async Task<JourneyAsTrace> OneAsync(HttpContext http, JourneySearch search) =>
        await search.GetAsync((string)http.Request.RouteValues["id"]!, http.RequestAborted) ?? throw new JaegerException(404, "trace not found");

    static int Traces(Utf8JsonWriter json, IReadOnlyList<JourneyAsTrace> journeys)
    {
        json.WriteStartArray();
        foreach (var journey in journeys)
            LegacyJson.WriteTrace(json, journey);
        json.WriteEndArray();
        return journeys.Count;
    }

    static async Task<int> DependenciesAsync(HttpContext http, JourneySearch search, IAnswers answers, Utf8JsonWriter json)
    {
        var query = http.Request.Query;
        var to = JaegerQuery.Milliseconds(query, "endTs") is { } end ? DateTime.UnixEpoch.AddMilliseconds(end) : search.Now;
        var length = JaegerQuery.Milliseconds(query, "lookback") is { } lookBack ? TimeSpan.FromMilliseconds(lookBack) : UsualLookBack;
        var from = to - DateTime.UnixEpoch > length ? to - length : DateTime.UnixEpoch;
        var found = (await answers.DependenciesAsync(from, to, http.RequestAborted)).Select(d => new { parent = d.From ?? JourneySpans.Customer, child = d.To, callCount = d.Count }).ToList();
        JsonSerializer.Serialize(json, found);
        return found.Count;
    }
}
