using System.CommandLine;
using System.Text;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Sealing;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>proof</c>: get one for an event, and check one without any server.</summary>
static class ProofCommand
{
    public static Command Make() => new("proof", "Proof that an event stands in the log as it was sealed.") { Get(), Check() };

    static Command Get()
    {
        var command = new Command("get", "Write the proof for an event to stdout, as JSON.");
        var source = new Argument<string>("SOURCE") { Description = "The event's source" };
        var id = new Argument<string>("ID") { Description = "The event's id" };
        command.Arguments.Add(source);
        command.Arguments.Add(id);
        var server = new ServerOption(command, formatted: false);
        command.SetAction(async (parsed, stop) =>
        {
            Show.Json(await server.Client(parsed).GetAsync<EventProof>($"v1/events/{Uri.EscapeDataString(parsed.GetValue(source)!)}/{Uri.EscapeDataString(parsed.GetValue(id)!)}/proof", stop));
            return ExitCodes.Done;
        });
        return command;
    }

    static Command Check()
    {
        var command = new Command("check", "Check a proof: no server is asked, and none is trusted.");
        var file = new Argument<string>("FILE") { Description = "What 'proof get' wrote" };
        var head = new Option<string>("--head") { Description = "A head that was kept elsewhere (GET /v1/log/head); the proof has to lead to it" };
        command.Arguments.Add(file);
        command.Options.Add(head);
        command.SetAction(async (parsed, stop) =>
        {
            EventProof proof;
            try
            {
                proof = JsonSerializer.Deserialize<EventProof>(await File.ReadAllTextAsync(parsed.GetValue(file)!, stop), Wire.Options) ?? throw new JsonException();
                if (Wrong(proof, parsed.GetValue(head)) is { } wrong)
                {
                    await Console.Error.WriteLineAsync($"Not proven: {wrong}.");
                    return ExitCodes.Failed;
                }
            }
            catch (Exception e) when (e is JsonException or FormatException or NullReferenceException or ArgumentNullException)
            {
                throw new InvalidDataException($"{parsed.GetValue(file)} is no proof as 'journeytrace proof get' writes it", e);
            }
            await Console.Out.WriteLineAsync(Show.Printable(proof.Said));
            var place = $"in block {proof.Block.Number}, sealed {Events.Rfc3339.Format(proof.Block.SealedAt)}, of the chain with the head {proof.Head}";
            await Console.Error.WriteLineAsync(parsed.GetValue(head) is null
                ? $"Consistent in itself: it stands {place}. It is proven where that head, or a later one, is one that you kept: --head."
                : $"Proven: it stood {place}.");
            return ExitCodes.Done;
        });
        return command;
    }

    static string? Wrong(EventProof proof, string? kept)
    {
        var leaf = LogChain.Leaf(Encoding.UTF8.GetBytes(proof.Said));
        if (Convert.ToHexStringLower(leaf) != proof.Leaf)
            return "the event is not what the leaf is the hash of";
        var root = LogChain.Climb(leaf, proof.Path.Select(step => new ProofStep(step.Side == "left", Convert.FromHexString(step.Hash))));
        if (Convert.ToHexStringLower(root) != proof.Block.Root)
            return "the way from the leaf does not lead to the block's root";
        var heads = new List<string> { proof.Previous };
        foreach (var block in proof.Later.Prepend(proof.Block))
        {
            var next = Convert.ToHexStringLower(LogChain.Head(Convert.FromHexString(heads[^1]), block.Number, block.Count, Convert.FromHexString(block.Root), block.SealedAt));
            if (next != block.Head)
                return $"block {block.Number} does not follow the one before";
            heads.Add(next);
        }
        if (heads[^1] != proof.Head)
            return "the blocks do not lead to the head";
        return kept is null || heads.Skip(1).Contains(kept.Trim(), StringComparer.OrdinalIgnoreCase) ? null : "the head that was kept is none of those from this event's block on";
    }
}
