using System.Diagnostics;
using JourneyTrace.Client;
using JourneyTrace.Http;
using JourneyTrace.Http.Access;
using JourneyTrace.Storage;
using JourneyTrace.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace JourneyTrace.Intake;

/// <summary>POST /v1/events, and the dead letters.</summary>
public static class IntakeEndpoints
{
    const int LinesAtOnce = 5000;
    const int BytesAtOnce = 4 * 1024 * 1024;

    public static void MapIntake(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/events", PostAsync)
            .Needs(Scope.Intake).WithMetadata(new AuditedTogether()).WithName("postEvents").Takes(filtered: false, "verbose", "dryRun").WithSummary("Post events").WithTags("Intake")
            .WithDescription("One CloudEvents event, an array of them, or one a line (application/x-ndjson, any length), each also gzipped. Answered after commit.")
            .Accepts<object>("application/json", "application/cloudevents+json", "application/cloudevents-batch+json", "application/x-ndjson")
            .Produces<PostAnswer>(200).Produces<PostAnswer>(207).Produces<PostAnswer>(422)
            .ProducesProblem(400).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(429).ProducesProblem(503);
        routes.MapDeadLetters();
    }

    static async Task PostAsync(HttpContext http, Receiver receiver)
    {
        var parameters = new Parameters(http);
        var type = MediaType(http.Request);
        // Bodies.cs holds the limits, so that a refusal is answered and not a connection cut.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        using var sending = Sources.Activities.StartActivity("send events", ActivityKind.Producer);
        sending?.SetTag("messaging.system", "postgresql").SetTag("messaging.operation.name", "send").SetTag("messaging.operation.type", "send").SetTag("messaging.destination.name", "events");
        var request = new PostedRequest(parameters.Flag("dryRun") ?? false, type, TraceParent(http), Caller.Of(http).Sources);
        var receipt = new Receipt(parameters.Flag("verbose") ?? false, code => ProblemAnswers.Help(http, code));
        var quota = new Quota(http, receipt, request.DryRun);
        var body = Bodies.Open(http.Request);
        using var room = new BodyRoom();
        try
        {
            if (type == "application/x-ndjson")
                await TakeLinesAsync(http, body, room, new LineStream(receiver, request, receipt, http.RequestAborted), receipt, quota);
            else
                await TakeAllAsync(http, await Bodies.ReadAllAsync(body, room, http.RequestAborted), receiver, request, receipt, type == "application/cloudevents-batch+json");
        }
        finally
        {
            // What was stored counts, also where nobody waited for the answer.
            var became = receipt.Answer();
            sending?.SetTag("messaging.batch.message_count", became.Accepted);
            quota.Count();
            http.Features.Set(new AuditedPost(request.DryRun, became.Accepted, became.Duplicates, became.Rejected));
        }
    }

    static async Task TakeLinesAsync(HttpContext http, Stream body, BodyRoom room, LineStream stream, Receipt receipt, Quota quota)
    {
        try
        {
            await foreach (var lines in Bodies.LinesAsync(body, LinesAtOnce, BytesAtOnce, http.RequestAborted))
            {
                quota.Check();
                // Those that are read, and those that are under way.
                room.Hold(lines.Sum(line => (long)line.Length) * (1 + LineStream.MostInFlight));
                await stream.AddAsync(lines);
            }
            await stream.EndAsync();
        }
        catch (OperationCanceledException)
        {
            await stream.SettleAsync();
            throw;
        }
        catch (ProblemException e)
        {
            await stream.SettleAsync();
            await ProblemAnswers.WriteAsync(http, e.Problem, e.Message, e.Pointer, SoFar(receipt));
            return;
        }
        catch (StoreUnavailableException)
        {
            await stream.SettleAsync();
            await ProblemAnswers.WriteAsync(
                http, Problem.Unavailable, "The database cannot be reached at the moment; what was committed is counted here, send all again", "", SoFar(receipt));
            return;
        }
        await AnswerAsync(http, receipt);
    }

    static async Task TakeAllAsync(
        HttpContext http, ReadOnlyMemory<byte> body, Receiver receiver, PostedRequest request, Receipt receipt, bool arrayNeeded)
    {
        var events = Bodies.Split(body, arrayNeeded);
        if (await receiver.TakeAsync(receiver.Check(events), request, http.RequestAborted) is not { } taken)
            throw new ProblemException(Problem.TooBusy, LineStream.Busy);
        receipt.Add(taken);
        await AnswerAsync(http, receipt);
    }

    static Task AnswerAsync(HttpContext http, Receipt receipt)
    {
        if (receipt.SingleConflict is { } conflict)
            return ProblemAnswers.WriteAsync(http, Problem.Conflict, conflict.Detail!, conflict.Pointer!, SoFar(receipt));
        http.Response.StatusCode = receipt.AllRejected ? 422 : receipt.SomeRejected ? 207 : 200;
        return http.Response.WriteAsJsonAsync(receipt.Answer(), Wire.Options);
    }

    static Dictionary<string, object?> SoFar(Receipt receipt)
    {
        var answer = receipt.Answer();
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["accepted"] = answer.Accepted,
            ["duplicates"] = answer.Duplicates,
            ["rejected"] = answer.Rejected,
            ["position"] = answer.Position,
        };
    }

    static string MediaType(HttpRequest request)
    {
        var type = request.GetTypedHeaders().ContentType;
        var name = type?.MediaType.ToString().ToLowerInvariant();
        if (type?.Charset.Value is { Length: > 0 } charset && !charset.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            throw new ProblemException(Problem.UnsupportedType, $"The charset '{charset}' is not taken; send UTF-8");
        return name is "application/json" or "application/cloudevents+json" or "application/cloudevents-batch+json" or "application/x-ndjson"
            ? name
            : throw new ProblemException(
                Problem.UnsupportedType,
                $"Content-Type '{name}' is not taken; send application/json, application/cloudevents+json, application/cloudevents-batch+json or application/x-ndjson");
    }

    static string? TraceParent(HttpContext http) =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id : http.Request.Headers.TraceParent.FirstOrDefault();
}
