namespace JourneyTrace.Insight.Exports;

/// <summary>The log for other tools, and for another JourneyTrace: imported again it gives the same traces.</summary>
static class ExportEndpoints
{
    static readonly IReadOnlyList<(string Name, Func<(string Case, ExportedEvent Event), object?> Value)> Columns =
    [
        ("case", e => e.Case), ("activity", e => e.Event.Activity), ("time", e => e.Event.Stored.Time), ("type", e => e.Event.Type), ("link", e => e.Event.Link),
        ("person", e => e.Event.Text("person")), (ExportedEvent.Whole, e => e.Event.Json()),
    ];

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/export/xes", (HttpContext http, IEventLog log, Moment moment, PersonalView personal) => WriteAsync(http, log, moment, personal, "application/xml", "xes", XesExport.WriteAsync))
            .Takes(filtered: true).WithName("exportXes").WithSummary("The log in XES").WithTags("Cases").Produces<string>(200, "application/xml").ProducesProblem(400);
        routes.MapGet("/v1/export/ocel", (HttpContext http, IEventLog log, Moment moment, PersonalView personal) => WriteAsync(http, log, moment, personal, "application/json", "json", OcelExport.WriteAsync))
            .Takes(filtered: true).WithName("exportOcel").WithSummary("The log in OCEL 2.0: cases, promises, hand-offs and links are objects").WithTags("Cases")
            .Produces<object>().ProducesProblem(400);
        routes.MapGet("/v1/export/csv", CsvAsync)
            .Takes(filtered: true).WithName("exportCsv").WithSummary("The log as a table").WithTags("Cases").Produces<string>(200, "text/csv").ProducesProblem(400);
    }

    static async Task WriteAsync(
        HttpContext http, IEventLog log, Moment moment, PersonalView personal, string type, string extension, Func<Stream, ExportedCases, CancellationToken, Task> write)
    {
        var parameters = new Parameters(http);
        var cases = new ExportedCases(http, log, moment, personal, parameters);
        http.Response.ContentType = type + "; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=journeytrace.{extension}";
        await write(http.Response.Body, cases, http.RequestAborted);
    }

    static async Task CsvAsync(HttpContext http, IEventLog log, Moment moment, PersonalView personal)
    {
        var parameters = new Parameters(http);
        var cases = new ExportedCases(http, log, moment, personal, parameters);
        http.Response.Headers.ContentDisposition = "attachment; filename=journeytrace.csv";
        await Csv.WriteAsync(http, Columns, RowsAsync(cases, http.RequestAborted), http.RequestAborted);
    }

    static async IAsyncEnumerable<(string Case, ExportedEvent Event)> RowsAsync(
        ExportedCases cases, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var (_, name, events) in cases.AllAsync(stop))
        {
            foreach (var e in events)
                yield return (name, e);
        }
    }
}
