using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using JourneyTrace.Telemetry;
using Microsoft.Extensions.Hosting;

namespace JourneyTrace.Insight;

/// <summary>Findings: the list, and the stream of their changes as server-sent events.</summary>
static class FindingEndpoints
{
    const int AtOnce = 500;
    const string Hotspot = "hotspot";

    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void MapFindings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/findings", ListAsync).Takes([.. TakenParameters.OfFilter, "type", "open", "limit", "cursor"])
            .WithName("findings").WithSummary("What was found, the latest changed first").WithTags("Reports").Produces<FindingsAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/findings/stream", StreamAsync).Takes(filtered: false, "after")
            .WithName("findingsStream").WithSummary("Changes of findings as server-sent events").WithTags("Reports").ProducesProblem(400)
            .WithDescription("From now on; with Last-Event-ID (or after) from where a reader was, with after=0 from the beginning.")
            .Produces<FindingEvent>(200, "text/event-stream");
    }

    static async Task ListAsync(HttpContext http, IFindings findings)
    {
        var parameters = new Parameters(http);
        var query = new FindingQuery(parameters.Word("type", "promise-broken", "promise-at-risk", Hotspot), parameters.Flag("open"), parameters.Filter);
        if (Csv.Wanted(http))
        {
            await Csv.WriteAsync(http, Columns.Of<FindingItem>(), AllAsync(findings, query, http.RequestAborted), http.RequestAborted);
            return;
        }
        var rows = await findings.ListAsync(query, parameters.Cursor<FindingPlace>(), parameters.Limit + 1, http.RequestAborted);
        var items = rows.Take(parameters.Limit).ToList();
        await http.Response.WriteAsJsonAsync(
            new FindingsAnswer([.. items.Select(Item)], rows.Count > items.Count ? Parameters.Next(PlaceOf(items[^1])) : null, await MissingAsync(findings, rows.Count, http.RequestAborted)),
            Wire.Options);
    }

    static async Task<string[]> MissingAsync(IFindings findings, int found, CancellationToken stop) => found > 0 || await findings.TracedAtAsync(stop) is not null
        ? []
        : ["No case was traced yet, so nothing can be found: send events, and keep a server with the role tracer running"];

    static async IAsyncEnumerable<FindingItem> AllAsync(
        IFindings findings, FindingQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        FindingPlace? after = null;
        while (await findings.ListAsync(query, after, AtOnce, stop) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
                yield return Item(row);
            after = PlaceOf(rows[^1]);
        }
    }

    static async Task StreamAsync(HttpContext http, IFindings findings, IHostApplicationLifetime life)
    {
        var parameters = new Parameters(http);
        var asked = http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : parameters.Text("after");
        using var quiet = Quiet.Begin();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        var now = await findings.NowAsync(stop.Token);
        var mark = asked is null ? now : MarkOf(asked);
        // The id of another database, or of this one before it was restored: its reader would wait for ever.
        if (mark.Transaction > now.Transaction)
            throw Parameters.Invalid("after", "is an id that was not given here yet; use 0 to begin at the beginning");
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync("retry: 2000\n\n", stop.Token);
        await http.Response.Body.FlushAsync(stop.Token);
        try
        {
            await FollowAsync(http, findings, mark, stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or StoreUnavailableException)
        {
            // The reader comes back with the id of the last event that it saw.
        }
    }

    static async Task FollowAsync(HttpContext http, IFindings findings, LogMark mark, CancellationToken stop)
    {
        var silent = TimeSpan.Zero;
        while (!stop.IsCancellationRequested)
        {
            var changes = await findings.ChangesAsync(mark, AtOnce, stop);
            if (changes.Count > 0)
            {
                await http.Response.WriteAsync(Written(changes), stop);
                await http.Response.Body.FlushAsync(stop);
                (mark, silent) = (changes[^1].Mark, TimeSpan.Zero);
                continue;
            }
            await Task.Delay(Between, stop);
            silent += Between;
            if (silent >= Heartbeat)
            {
                await http.Response.WriteAsync(": still here\n\n", stop);
                await http.Response.Body.FlushAsync(stop);
                silent = TimeSpan.Zero;
            }
        }
    }

    static string Written(IReadOnlyList<FindingChange> changes)
    {
        var text = new StringBuilder();
        using var heard = Quiet.End();
        using var telling = Sources.Activities.StartActivity("send findings", ActivityKind.Producer, default(ActivityContext));
        telling?.LinkTo(changes.Select(c => c.TraceParent).OfType<string>().Distinct(StringComparer.Ordinal));
        telling?.SetTag("messaging.batch.message_count", changes.Count);
        foreach (var c in changes)
        {
            var data = JsonSerializer.Serialize(
                new FindingEvent(c.Kind, c.Case, c.Kind == Hotspot ? null : c.Subject, c.Kind == Hotspot ? c.Subject : null, c.State, c.Link, c.Cause, c.At), Wire.Options);
            text.Append(CultureInfo.InvariantCulture, $"id: {c.Mark.Transaction}-{c.Mark.Position}\nevent: {c.Kind}\ndata: {data}\n\n");
        }
        return text.ToString();
    }

    static LogMark MarkOf(string text)
    {
        var parts = text.Split('-');
        if (text == "0")
            return default;
        return parts.Length == 2 && ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var transaction)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new LogMark(transaction, number)
            : throw Parameters.Invalid("after", "is not the id of an event that was given here; use 0 to begin at the beginning");
    }

    static FindingItem Item(FindingRow row) => new(
        row.Kind, row.Case, row.Kind == Hotspot ? null : row.Subject, row.Kind == Hotspot ? row.Subject : null, row.State, row.Link, row.Cause, row.Since, row.ChangedAt,
        [.. row.States.Zip(row.Moments, (state, at) => new FindingState(state, at))]);

    static FindingPlace PlaceOf(FindingRow row) => new(row.ChangedAt, row.Number, row.Kind, row.Subject);
}
