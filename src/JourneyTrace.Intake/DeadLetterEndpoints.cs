using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using JourneyTrace.Client;
using JourneyTrace.Http;
using JourneyTrace.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyTrace.Intake;

/// <summary>What was rejected: to be looked at, mended and posted again.</summary>
static class DeadLetterEndpoints
{
    public static void MapDeadLetters(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/dead-letters", ListAsync)
            .WithName("listDeadLetters").WithSummary("What was rejected, byte for byte").WithTags("Intake").Produces<Page<DeadLetterItem>>();
        routes.MapPost("/v1/dead-letters", KeepAsync)
            .WithName("keepDeadLetters").WithSummary("Keep what a file or broker brought that is no event").WithTags("Intake")
            .Accepts<IReadOnlyList<NewLetter>>("application/json").Produces<KeptLetters>().ProducesProblem(400);
        routes.MapGet("/v1/dead-letters/{number}", GetAsync)
            .WithName("getDeadLetter").WithSummary("One dead letter").WithTags("Intake").Produces<DeadLetterItem>().ProducesProblem(404);
        routes.MapPost("/v1/dead-letters/{number}/retry", RetryAsync)
            .WithName("retryDeadLetter").WithSummary("Post a dead letter again: as it is, or mended in the body").WithTags("Intake")
            .Produces<PostAnswer>(200).Produces<PostAnswer>(422).ProducesProblem(404).ProducesProblem(409);
    }

    static async Task ListAsync(HttpContext http, IDeadLetters letters)
    {
        var parameters = new Parameters(http, filtered: false, "limit", "cursor", "resolved");
        var after = parameters.Cursor<Place>()?.Number ?? 0;
        var rows = await letters.ReadAsync(after, parameters.Limit + 1, parameters.Flag("resolved") ?? false, http.RequestAborted);
        var items = rows.Take(parameters.Limit).Select(Item).ToList();
        var next = rows.Count > parameters.Limit ? Parameters.Next(new Place(items[^1].Number)) : null;
        await http.Response.WriteAsJsonAsync(new Page<DeadLetterItem>(items, next), Wire.Options);
    }

    static async Task KeepAsync(HttpContext http, IDeadLetters letters)
    {
        _ = new Parameters(http, filtered: false);
        var body = await Bodies.ReadAllAsync(Bodies.Open(http.Request), http.RequestAborted);
        try
        {
            var sent = JsonSerializer.Deserialize<List<NewLetter>>(body.Span, Wire.Options) ?? [];
            await letters.KeepAsync([.. sent.Select(Kept)], http.RequestAborted);
            await http.Response.WriteAsJsonAsync(new KeptLetters(sent.Count), Wire.Options);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new ProblemException(Problem.InvalidJson, $"The body is no list of dead letters: {e.Message}");
        }
    }

    static NewDeadLetter Kept(NewLetter letter)
    {
        var texts = new[] { letter.Origin, letter.ContentType, letter.Code, letter.Pointer, letter.Detail, letter.BodyBase64 };
        if (Array.Exists(texts, text => text is null || text.Contains('\0', StringComparison.Ordinal)))
            throw new ProblemException(Problem.MissingField, "A dead letter needs origin, contentType, code, pointer, detail and bodyBase64");
        return new NewDeadLetter(
            letter.Origin, letter.ContentType, new Events.Refusal(letter.Code, letter.Pointer, letter.Detail), null, null,
            Convert.FromBase64String(letter.BodyBase64));
    }

    static async Task GetAsync(HttpContext http, IDeadLetters letters) =>
        await http.Response.WriteAsJsonAsync(Item(await FindAsync(http, letters)), Wire.Options);

    static async Task RetryAsync(HttpContext http, IDeadLetters letters, Receiver receiver)
    {
        _ = new Parameters(http, filtered: false);
        var letter = await FindAsync(http, letters);
        var mended = await Bodies.ReadAllAsync(Bodies.Open(http.Request), http.RequestAborted);
        var request = new PostedRequest(DryRun: false, letter.ContentType, null);
        if (await receiver.TakeAsync(receiver.Check([mended.IsEmpty ? letter.Body : mended]), request, http.RequestAborted) is not { } taken)
            throw new ProblemException(Problem.TooBusy, LineStream.Busy);
        var receipt = new Receipt(verbose: true, code => ProblemAnswers.Help(http, code));
        receipt.Add(taken);
        if (!receipt.SomeRejected)
            await letters.ResolveAsync(letter.Number, http.RequestAborted);
        http.Response.StatusCode = receipt.SingleConflict is not null ? 409 : receipt.SomeRejected ? 422 : 200;
        await http.Response.WriteAsJsonAsync(receipt.Answer(), Wire.Options);
    }

    static async Task<DeadLetter> FindAsync(HttpContext http, IDeadLetters letters)
    {
        var text = Paths.Part(http, 2);
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new ProblemException(Problem.InvalidParameter, $"'{text}' is no number of a dead letter");
        return await letters.FindAsync(number, http.RequestAborted)
            ?? throw new ProblemException(Problem.NotFound, $"There is no dead letter {number}");
    }

    static DeadLetterItem Item(DeadLetter letter) => new(
        letter.Number, letter.ReceivedAt, letter.LastSeenAt, letter.Seen, letter.Origin, letter.ContentType, letter.Refusal.Code,
        letter.Refusal.Pointer, letter.Refusal.Detail, letter.Source, letter.Id, letter.ResolvedAt,
        Utf8.IsValid(letter.Body) ? Encoding.UTF8.GetString(letter.Body) : null, Convert.ToBase64String(letter.Body));

    sealed record Place(long Number);
}
