namespace JourneyTrace.Insight;

/// <summary>Where is my event.</summary>
static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes) => routes.MapGet("/v1/events/{source}/{id}", FindAsync)
        .WithName("findEvent").WithSummary("Where is my event: stored, or a dead letter; and whether it is replayed").WithTags("Cases")
        .WithDescription("A slash in the source or id is sent as %2F.").Produces<EventPlace>().ProducesProblem(404);

    static async Task FindAsync(HttpContext http, IEventLog log, IDeadLetters letters, ITraceStore traces)
    {
        _ = new Parameters(http);
        var (source, id) = (Paths.Part(http, 2), Paths.Part(http, 3));
        var stop = http.RequestAborted;
        var letter = await letters.FindAsync(source, id, stop);
        if (await log.FindAsync(source, id, stop) is { } stored)
        {
            var replayed = await traces.HasReplayedAsync(stored.Subject, stored.Mark, stop);
            await http.Response.WriteAsJsonAsync(
                new EventPlace(source, id, "stored", stored.Subject, stored.Mark.Position, stored.RecordedAt, replayed,
                    letter?.Number, letter?.Refusal.Code, letter?.Refusal.Detail, letter?.ResolvedAt), Wire.Options);
            return;
        }
        if (letter is null)
            throw new ProblemException(Problem.NotFound, $"No event {source} {id} reached us");
        await http.Response.WriteAsJsonAsync(
            new EventPlace(
                source, id, letter.ResolvedAt is null ? "dead-letter" : "resolved", null, null, letter.ReceivedAt, null, letter.Number, letter.Refusal.Code,
                letter.Refusal.Detail, letter.ResolvedAt),
            Wire.Options);
    }
}
