using System.Globalization;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Http;
using JourneyTrace.Http.Access;
using JourneyTrace.Personal;
using JourneyTrace.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyTrace.Intake;

/// <summary>What was rejected: to be looked at, mended and posted again.</summary>
static class DeadLetterEndpoints
{
    public static void MapDeadLetters(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/dead-letters", ListAsync)
            .WithName("listDeadLetters").Takes(filtered: false, "limit", "cursor", "resolved").WithSummary("What was rejected: byte for byte for keys with the scope 'personal', else with pseudonyms").WithTags("Intake").Produces<Page<DeadLetterItem>>();
        routes.MapPost("/v1/dead-letters", KeepAsync)
            .Needs(Scope.Intake).WithName("keepDeadLetters").WithSummary("Keep what a file or broker brought that is no event").WithTags("Intake")
            .Accepts<IReadOnlyList<NewLetter>>("application/json").Produces<KeptLetters>().ProducesProblem(400);
        routes.MapGet("/v1/dead-letters/{number}", GetAsync)
            .WithName("getDeadLetter").WithSummary("One dead letter").WithTags("Intake").Produces<DeadLetterItem>().ProducesProblem(404);
        routes.MapPost("/v1/dead-letters/{number}/retry", RetryAsync)
            .Needs(Scope.Intake).WithName("retryDeadLetter").WithSummary("Post a dead letter again: as it is, or mended in the body").WithTags("Intake")
            .Produces<PostAnswer>(200).Produces<PostAnswer>(422).ProducesProblem(404).ProducesProblem(409);
    }

    const int LongestText = 2000;

    static readonly IReadOnlyList<(string Name, Func<DeadLetterItem, object?> Value)> Columns =
    [
        ("number", i => i.Number), ("received_at", i => i.ReceivedAt), ("last_seen_at", i => i.LastSeenAt), ("seen", i => i.Seen), ("origin", i => i.Origin),
        ("content_type", i => i.ContentType), ("code", i => i.Code), ("pointer", i => i.Pointer), ("detail", i => i.Detail), ("source", i => i.Source),
        ("id", i => i.Id), ("resolved_at", i => i.ResolvedAt), ("withheld", i => i.Withheld), ("body_base64", i => i.BodyBase64),
    ];

    static async Task ListAsync(HttpContext http, IDeadLetters letters, PersonalVault vault)
    {
        var parameters = new Parameters(http);
        if (Csv.Wanted(http))
        {
            await Csv.WriteAsync(http, Columns, AllAsync(await LetterView.OfAsync(http, vault), letters, parameters.Flag("resolved") ?? false, http.RequestAborted), http.RequestAborted);
            return;
        }
        var after = parameters.Cursor<Place>()?.Number ?? 0;
        var rows = await letters.ReadAsync(after, parameters.Limit + 1, parameters.Flag("resolved") ?? false, http.RequestAborted);
        var view = await LetterView.OfAsync(http, vault);
        var items = rows.Take(parameters.Limit).Select(view.Of).ToList();
        var next = rows.Count > parameters.Limit ? Parameters.Next(new Place(items[^1].Number)) : null;
        await http.Response.WriteAsJsonAsync(new Page<DeadLetterItem>(items, next), Wire.Options);
    }

    static async IAsyncEnumerable<DeadLetterItem> AllAsync(
        LetterView view, IDeadLetters letters, bool resolved, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var after = 0L;
        while (await letters.ReadAsync(after, 1000, resolved, stop) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
                yield return view.Of(row);
            after = rows[^1].Number;
        }
    }

    static async Task KeepAsync(HttpContext http, IDeadLetters letters)
    {
        _ = new Parameters(http);
        using var room = new BodyRoom();
        var body = await Bodies.ReadAllAsync(Bodies.Open(http.Request), room, http.RequestAborted);
        try
        {
            var sent = JsonSerializer.Deserialize<List<NewLetter?>>(body.Span, Wire.Options) ?? [];
            await letters.KeepAsync([.. sent.Select(Kept)], http.RequestAborted);
            http.RequestServices.GetRequiredService<KeyUsage>().Count(Caller.Of(http), sent.Count);
            await http.Response.WriteAsJsonAsync(new KeptLetters(sent.Count), Wire.Options);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new ProblemException(
                Problem.InvalidJson, "The body is no list of dead letters, such as [{\"origin\":\"a.csv, line 3\",\"contentType\":\"text/csv\",\"code\":\"invalid_value\",\"pointer\":\"\",\"detail\":\"…\",\"bodyBase64\":\"…\"}]");
        }
    }

    static NewDeadLetter Kept(NewLetter? letter)
    {
        if (letter is null)
            throw new ProblemException(Problem.WrongType, "A dead letter needs to be an object, and not null");
        var texts = new[] { letter.Origin, letter.ContentType, letter.Code, letter.Pointer, letter.Detail, letter.BodyBase64 };
        if (Array.Exists(texts[..5], text => text?.Length > LongestText || text?.Contains('\0', StringComparison.Ordinal) == true))
            throw new ProblemException(Problem.InvalidValue, $"The words of a dead letter need at most {LongestText} characters, none of them a null character");
        if (Problem.All.All(problem => problem.Code != letter.Code))
            throw new ProblemException(Problem.InvalidValue, $"There is no code '{letter.Code}'; the codes are listed at /docs/problems", "/code");
        if (Array.Exists(texts, text => text is null))
            throw new ProblemException(Problem.MissingField, "A dead letter needs origin, contentType, code, pointer, detail and bodyBase64");
        return new NewDeadLetter(
            letter.Origin, letter.ContentType, new Events.Refusal(letter.Code, letter.Pointer, letter.Detail), null, null,
            Convert.FromBase64String(letter.BodyBase64));
    }

    static async Task GetAsync(HttpContext http, IDeadLetters letters, PersonalVault vault) =>
        await http.Response.WriteAsJsonAsync((await LetterView.OfAsync(http, vault)).Of(await FindAsync(http, letters)), Wire.Options);

    static async Task RetryAsync(HttpContext http, IDeadLetters letters, Receiver receiver, PersonalVault vault)
    {
        _ = new Parameters(http);
        var letter = await FindAsync(http, letters);
        if (letter.ResolvedAt is { } resolved)
            throw new ProblemException(Problem.Resolved, $"The dead letter {letter.Number} was resolved at {Events.Rfc3339.Format(resolved)}; post a new event as any other");
        if (Caller.Of(http).Sources is { } sources && !sources.Contains(letter.Source, StringComparer.Ordinal))
            throw new ProblemException(Problem.SourceNotAllowed, $"This key may post events of {string.Join(", ", sources)}; the dead letter {letter.Number} is of '{letter.Source ?? "nobody known"}'");
        using var room = new BodyRoom();
        var mended = await Bodies.ReadAllAsync(Bodies.Open(http.Request), room, http.RequestAborted);
        if (!mended.IsEmpty)
            mended = LetterView.WithWhatWasShownMasked(mended, letter, await vault.PseudonymsAsync(http.RequestAborted));
        if (mended.IsEmpty && letter.Forgotten)
            throw new ProblemException(Problem.Forgotten, $"What the dead letter {letter.Number} held was destroyed; send the mended event in the body");
        var request = new PostedRequest(DryRun: false, letter.ContentType, null, Caller.Of(http).Sources);
        if (await receiver.TakeAsync(receiver.Check([mended.IsEmpty ? letter.Body : mended]), request, http.RequestAborted) is not { } taken)
            throw new ProblemException(Problem.TooBusy, LineStream.Busy);
        var receipt = new Receipt(verbose: true, code => ProblemAnswers.Help(http, code));
        receipt.Add(taken);
        http.RequestServices.GetRequiredService<KeyUsage>().Count(Caller.Of(http), receipt.Kept);
        if (receipt.SingleConflict is { } conflict)
            throw new ProblemException(Problem.Conflict, conflict.Detail!, conflict.Pointer!);
        if (!receipt.SomeRejected)
            await letters.ResolveAsync(letter.Number, http.RequestAborted);
        http.Response.StatusCode = receipt.SomeRejected ? 422 : 200;
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

    sealed record Place(long Number);
}
