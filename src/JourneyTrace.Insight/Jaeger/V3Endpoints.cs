using System.Globalization;
using System.Text.Json;
using JourneyTrace.Telemetry.Journeys;

namespace JourneyTrace.Insight.Jaeger;

/// <summary>Jaeger's query API, version 3, over journeys, below <c>/jaeger/api/v3</c>.</summary>
static class V3Endpoints
{
    public static void MapV3(this IEndpointRouteBuilder jaeger)
    {
        jaeger.MapGet("/v3/services", (HttpContext http, JourneySearch search) => AnswerAsync(http, async json => Member(json, "services", await search.ServicesAsync(http.RequestAborted))));
        jaeger.MapGet("/v3/operations", (HttpContext http, JourneySearch search) => AnswerAsync(http, json => OperationsAsync(http, search, json)));
        jaeger.MapGet("/v3/traces/{id}", (HttpContext http, JourneySearch search) => AnswerAsync(http, json => OneAsync(http, search, json)));
        jaeger.MapGet("/v3/traces", (HttpContext http, JourneySearch search) => AnswerAsync(
            http, async json => Result(json, await search.FindAsync(JaegerQuery.OfV3(http.Request.Query, search.Now), http.RequestAborted))));
        jaeger.MapGet("/v3/trace-summaries", (HttpContext http, JourneySearch search) => AnswerAsync(
            http, async json => Member(json, "summaries", (await search.FindAsync(JaegerQuery.OfV3(http.Request.Query, search.Now), http.RequestAborted)).Select(Summary).ToList())));
    }

    static async Task AnswerAsync(HttpContext http, Func<Utf8JsonWriter, Task> write)
    {
        using var body = new MemoryStream();
        try
        {
            await using var json = new Utf8JsonWriter(body);
            json.WriteStartObject();
            await write(json);
            json.WriteEndObject();
        }
        catch (Exception caught) when (JaegerException.Of(caught) is not null)
        {
            var e = JaegerException.Of(caught)!;
            http.Response.StatusCode = e.Status;
            body.SetLength(0);
            await using var json = new Utf8JsonWriter(body);
            json.WriteStartObject();
            Member(json, "error", new { httpCode = e.Status, message = e.Message });
            json.WriteEndObject();
        }
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.Body.WriteAsync(body.ToArray(), http.RequestAborted);
    }

    static void Member<T>(Utf8JsonWriter json, string name, T value)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value);
    }

    static async Task OperationsAsync(HttpContext http, JourneySearch search, Utf8JsonWriter json)
    {
        if (JaegerQuery.Text(http.Request.Query, "service") is not { } service)
            throw new JaegerException(400, "parameter 'service' is required");
        var kind = JaegerQuery.Text(http.Request.Query, "span_kind") ?? JaegerQuery.Text(http.Request.Query, "spanKind");
        Member(json, "operations", (await search.OperationsAsync(service, http.RequestAborted)).Where(o => kind is null || o.Kind == kind).Select(o => new { name = o.Name, spanKind = o.Kind }).ToList());
    }

    static async Task OneAsync(HttpContext http, JourneySearch search, Utf8JsonWriter json)
    {
        var journey = await search.GetAsync((string)http.Request.RouteValues["id"]!, http.RequestAborted) ?? throw new JaegerException(404, "trace not found");
        Result(json, [journey]);
    }

    static void Result(Utf8JsonWriter json, IReadOnlyList<JourneyAsTrace> journeys)
    {
        json.WriteStartObject("result");
        OtlpJson.WriteResources(json, journeys);
        json.WriteEndObject();
    }

    static object Summary(JourneyAsTrace journey) => new
    {
        traceId = journey.TraceId,
        rootServiceName = journey.Spans[0].Service,
        rootOperationName = journey.Spans[0].Name,
        minStartTimeUnixNano = Nanoseconds(journey.Spans.Min(s => s.Start)),
        maxEndTimeUnixNano = Nanoseconds(journey.Spans.Max(s => s.End)),
        spanCount = journey.Spans.Count,
        errorSpanCount = journey.Spans.Count(s => s.Error is not null),
        orphanSpanCount = 0,
        services = journey.Spans.GroupBy(s => s.Service, StringComparer.Ordinal)
            .Select(s => new { name = s.Key, spanCount = s.Count(), errorSpanCount = s.Count(span => span.Error is not null) }).ToList(),
    };

    static string Nanoseconds(DateTime instant) => ((instant > DateTime.UnixEpoch ? instant - DateTime.UnixEpoch : TimeSpan.Zero).Ticks * (Int128)100).ToString(CultureInfo.InvariantCulture);
}
