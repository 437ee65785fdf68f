using JourneyTrace.Sealing;

namespace JourneyTrace.Insight;

/// <summary>The chain over the log: its head, and the proof for one event.</summary>
static class SealEndpoints
{
    const int MostBlocks = 100_000;

    public static void MapSeals(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/log/head", HeadAsync).WithName("logHead").WithSummary("The head of the chain over the log, to be kept elsewhere").WithTags("Operations").Produces<LogHead>();
        routes.MapGet("/v1/events/{source}/{id}/proof", ProofAsync).WithName("proveEvent")
            .WithSummary("Proof that an event stands in the log as it was sealed").WithTags("Operations").Produces<EventProof>().ProducesProblem(404);
    }

    static async Task HeadAsync(HttpContext http, ILogSeals seals)
    {
        _ = new Parameters(http);
        var last = await seals.LastAsync(http.RequestAborted);
        await http.Response.WriteAsJsonAsync(new LogHead(last?.Number ?? 0, last is null ? null : Hex(last.Head), last?.SealedAt), Wire.Options);
    }

    static async Task ProofAsync(HttpContext http, IEventLog log, ILogSeals seals)
    {
        _ = new Parameters(http);
        var (source, id, stop) = (Paths.Part(http, 2), Paths.Part(http, 3), http.RequestAborted);
        var stored = await log.FindAsync(source, id, stop) ?? throw new ProblemException(Problem.NotFound, $"No event {source} {id} is stored");
        var seal = await seals.FindAsync(stored.Mark, stop) ?? throw new ProblemException(Problem.NotFound, "The event is not sealed yet; ask again in ten seconds");
        var previous = seal.Number == 1 ? null : (await seals.ReadAsync(seal.Number - 2, 1, stop)).SingleOrDefault();
        var block = await log.ReadAsync(previous?.End ?? default, seal.Count, stop);
        var ordered = block.Events.OrderBy(e => e.Mark.Position).ToList();
        var leaves = ordered.ConvertAll(e => LogChain.Leaf(LogChain.Said(e))).ToArray();
        var path = LogChain.Path(leaves, ordered.FindIndex(e => e.Mark == stored.Mark) is >= 0 and var place ? place : throw new ProblemException(Problem.Internal, "The block does not hold the event that it was sealed with; 'journeytrace verify' says more"));
        var later = await seals.ReadAsync(seal.Number, MostBlocks, stop);
        var said = LogChain.Said(stored);
        await http.Response.WriteAsJsonAsync(
            new EventProof(
                System.Text.Encoding.UTF8.GetString(said), Hex(LogChain.Leaf(said)), [.. path.Select(step => new ProofHash(step.IsLeft ? "left" : "right", Hex(step.Hash)))], Block(seal),
                Hex(previous?.Head ?? LogChain.Beginning), [.. later.Select(Block)], Hex((later.Count > 0 ? later[^1] : seal).Head)), Wire.Options);
    }

    static ProofBlock Block(Seal seal) => new(seal.Number, seal.Count, Hex(seal.Root), Hex(seal.Head), seal.SealedAt);

    static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
