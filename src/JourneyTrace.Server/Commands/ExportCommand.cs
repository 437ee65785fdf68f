using System.CommandLine;

namespace JourneyTrace.Server.Commands;

/// <summary><c>export</c>: the log for other tools, and for another JourneyTrace.</summary>
static class ExportCommand
{
    public static Command Make()
    {
        var command = new Command("export", "Write the log as XES, OCEL 2.0 or CSV. Imported again with docs/mappings/journeytrace-*.yaml it gives the same traces.");
        var format = new Argument<string>("FORMAT") { Description = "xes, ocel or csv" };
        format.AcceptOnlyFromAmong("xes", "ocel", "csv");
        var file = new Option<string>("--out") { Description = "A file to write; stdout where it is left out" };
        command.Arguments.Add(format);
        command.Options.Add(file);
        var filter = new FilterOptions(command);
        var server = new ServerOption(command, formatted: false);
        command.SetAction(async (parsed, stop) =>
        {
            var path = filter.Path("v1/export/" + parsed.GetValue(format), parsed);
            await using var to = parsed.GetValue(file) is { } name ? File.Create(name) : Console.OpenStandardOutput();
            await server.Client(parsed).CopyAsync(path, to, stop);
            return ExitCodes.Done;
        });
        return command;
    }
}
