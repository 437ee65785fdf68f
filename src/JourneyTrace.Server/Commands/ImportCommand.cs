using System.CommandLine;
using JourneyTrace.Client;
using JourneyTrace.Logs.Mappings;
using JourneyTrace.Server.Terminal;
using Spectre.Console;

namespace JourneyTrace.Server.Commands;

/// <summary><c>import</c>: logs of other systems, by a mapping.</summary>
static class ImportCommand
{
    public static Command Make()
    {
        var command = new Command("import", "Import logs of other systems (XES, CSV, OCEL 2.0; also .gz, .zip) by a mapping.");
        var files = new Argument<string[]>("FILE") { Description = "The logs", Arity = ArgumentArity.OneOrMore };
        var mapping = new Option<string>("--mapping") { Description = "How rows become events: YAML, docs/integrators.md" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check, and store nothing" };
        var suggest = new Option<bool>("--suggest-mapping") { Description = "Read the file and write a mapping to start from" };
        command.Arguments.Add(files);
        command.Options.Add(mapping);
        command.Options.Add(dryRun);
        command.Options.Add(suggest);
        var server = new ServerOption(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(mapping) is null && !result.GetValue(suggest))
                result.AddError("import needs --mapping; --suggest-mapping writes one to start from");
        });
        command.SetAction(async (parsed, stop) =>
        {
            var names = parsed.GetValue(files)!;
            if (parsed.GetValue(suggest))
            {
                await using var file = InputFile.Open(names[0]);
                await Console.Out.WriteAsync(MappingSuggestion.For(file, names[0]));
                return ExitCodes.Done;
            }
            using var text = new StreamReader(InputFile.Open(parsed.GetValue(mapping)!));
            var how = MappingReader.Read(await text.ReadToEndAsync(stop));
            var import = new Import(server.Client(parsed), how, parsed.GetValue(dryRun));
            var answers = await WithProgressAsync(import, names, stop);
            return Summary(answers, server.Format(parsed));
        });
        return command;
    }

    static async Task<List<ImportAnswer>> WithProgressAsync(Import import, string[] names, CancellationToken stop)
    {
        var answers = new List<ImportAnswer>();
        if (Console.IsErrorRedirected)
        {
            foreach (var name in names)
                answers.Add(await import.RunAsync(name, _ => { }, stop));
            return answers;
        }
        await Show.Aside.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                foreach (var name in names)
                {
                    var bar = progress.AddTask(Markup.Escape(Path.GetFileName(name)));
                    answers.Add(await import.RunAsync(name, part => bar.Value = part * bar.MaxValue, stop));
                    bar.Value = bar.MaxValue;
                }
            });
        return answers;
    }

    static int Summary(List<ImportAnswer> answers, string format)
    {
        if (format == "json")
            Show.Json(answers);
        foreach (var answer in answers)
        {
            if (format != "json")
            {
                Console.Out.WriteLine(
                    $"{Path.GetFileName(answer.File)}: {answer.Cases:N0} cases, {answer.Rows:N0} rows; {answer.Events.Accepted:N0} events accepted, "
                    + $"{answer.Events.Duplicates:N0} duplicates, {answer.Events.Rejected:N0} rejected; {answer.BadRows:N0} {(answer.BadRows == 1 ? "problem" : "problems")} in rows");
            }
            foreach (var problem in answer.Problems)
                Console.Error.WriteLine("  " + problem);
        }
        return answers.Exists(a => a.BadRows > 0 || a.Events.Rejected > 0) ? ExitCodes.SomeRejected : ExitCodes.Done;
    }
}

/// <summary>What became of an imported file.</summary>
/// <param name="BadRows">Problems in rows, each kept as a dead letter.</param>
/// <param name="Problems">The first of them, and the first refused events, in words.</param>
public sealed record ImportAnswer(string File, long Cases, long Rows, PostAnswer Events, long BadRows, IReadOnlyList<string> Problems);
