namespace JourneyTrace.Insight;

/// <summary>What came in: by source, and where is my event.</summary>
static class EventEndpoints
{
    // Clocks of servers are kept to far less than this.
    const double MostAhead = 60;

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/sources", SourcesAsync).Takes(filtered: false, "limit", "cursor")
            .WithName("listSources").WithSummary("Which systems sent events, how many, and since when they are silent").WithTags("Cases").Produces<Page<SourceItem>>().ProducesProblem(400);
        routes.MapGet("/v1/events/{source}/{id}", FindAsync).WithName("findEvent")
            .WithSummary("Where is my event: stored, or a dead letter; and whether it is replayed").WithTags("Cases")
            .WithDescription("A slash in the source or id is sent as %2F.").Produces<EventPlace>().ProducesProblem(404);
    }

    static async Task SourcesAsync(HttpContext http, IEventLog log)
    {
        var parameters = new Parameters(http);
        var sources = await log.SourcesAsync(http.RequestAborted);
        await Lists.AnswerAsync(
            http, parameters, [.. sources.Select(s => new SourceItem(s.Source, s.Events, s.DeadLetters, s.FirstAt, s.LastAt, s.AheadSeconds, s.LateSeconds, s.AheadSeconds > MostAhead ? "ahead" : s.Behind ? "behind" : null))], (items, next) => new Page<SourceItem>(items, next));
    }

    static async Task FindAsync(HttpContext http, IEventLog log, IDeadLetters letters, ITraceStore traces)
    {
        _ = new Parameters(http);
        var (source, id) = (Paths.Part(http, 2), Paths.Part(http, 3));
        var stop = http.RequestAborted;
        var letter = await letters.FindAsync(source, id, stop);
        // Why something was refused may quote it.
        var detail = letter is not null && !Caller.Of(http).Scopes.HasFlag(Scope.Personal) && (letter.Forgotten || !PersonalFields.IsEvent(letter.Body)) ? "" : letter?.Refusal.Detail;
        if (await log.FindAsync(source, id, stop) is { } stored)
        {
            var replayed = await traces.HasReplayedAsync(stored.Subject, stored.Mark, stop);
            await http.Response.WriteAsJsonAsync(
                new EventPlace(source, id, "stored", stored.Subject, stored.Mark.Position, stored.RecordedAt, replayed,
                    letter?.Number, letter?.Refusal.Code, detail, letter?.ResolvedAt), Wire.Options);
            return;
        }
        if (letter is null)
            throw new ProblemException(Problem.NotFound, $"No event {source} {id} reached us");
        await http.Response.WriteAsJsonAsync(
            new EventPlace(
                source, id, letter.ResolvedAt is null ? "dead-letter" : "resolved", null, null, letter.ReceivedAt, null, letter.Number, letter.Refusal.Code,
                detail, letter.ResolvedAt),
            Wire.Options);
    }
}
