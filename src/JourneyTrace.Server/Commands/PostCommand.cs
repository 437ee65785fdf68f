using System.CommandLine;
using System.IO.Compression;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>post</c>: events from a file, one JSON object a line, one, or an array.</summary>
static class PostCommand
{
    static readonly string[] Taken = [".ndjson", ".jsonl", ".json"];

    public static Command Make()
    {
        var command = new Command("post", "Post events from a file: one JSON object a line (.ndjson, .jsonl), one event or an array (.json); also .gz.");
        var file = new Argument<string>("FILE") { Description = "The file; - for standard input, one JSON object a line" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check, and store nothing" };
        command.Arguments.Add(file);
        command.Options.Add(dryRun);
        var server = new ServerOption(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(file) is { } name && name != "-" && !Taken.Contains(Path.GetExtension(Bare(name)), StringComparer.OrdinalIgnoreCase))
                result.AddError($"post takes events in .ndjson, .jsonl or .json (also .gz), and '{name}' is none of them; logs of other systems go through 'import'");
        });
        command.SetAction(async (parsed, stop) =>
        {
            var name = parsed.GetValue(file)!;
            await using var stream = Open(name);
            var client = server.Client(parsed);
            var isJson = Path.GetExtension(Bare(name)) == ".json";
            var answer = isJson
                ? await client.PostJsonAsync(stream, parsed.GetValue(dryRun), stop)
                : await client.PostLinesAsync(stream, parsed.GetValue(dryRun), stop);
            return Report(answer, server.Format(parsed));
        });
        return command;
    }

    /// <summary>Says what became of posted events.</summary>
    public static int Report(PostAnswer answer, string format)
    {
        if (format == "json")
            Show.Json(answer);
        else
            Console.Out.WriteLine($"{answer.Accepted:N0} accepted, {answer.Duplicates:N0} duplicates, {answer.Rejected:N0} rejected");
        foreach (var result in answer.Results.Where(r => r.Status == "rejected").Take(20))
            Console.Error.WriteLine($"  {result.Index}: {result.Id} {result.Code} {result.Pointer}: {result.Detail}");
        if (answer.Rejected > 20)
            Console.Error.WriteLine($"  … and {answer.Rejected - 20:N0} more; GET /v1/dead-letters has them all");
        return answer.Rejected > 0 ? ExitCodes.SomeRejected : ExitCodes.Done;
    }

    static string Bare(string name) => name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;

    static Stream Open(string name)
    {
        if (name == "-")
            return Console.OpenStandardInput();
        var file = InputFile.Open(name);
        return name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
