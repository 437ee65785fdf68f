using System.CommandLine;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>log</c>: its parts, and archiving old ones. For the operator.</summary>
static class LogCommand
{
    public static Command Make() => new("log", "The log's parts, one for each month's new cases; for the operator.") { Parts(), Archive() };

    static Command Parts()
    {
        var command = new Command("parts", "Each part, what it holds and what was archived of it.");
        var server = new ServerOption(command, formatted: false);
        command.SetAction(async (parsed, stop) =>
        {
            var list = await server.Client(parsed).GetAsync<LogPartList>("v1/log/parts", stop);
            Show.Table(
                [("part", false), ("events, some", true), ("MB", true), ("archived", true), ("archived at", false)],
                list.Items.Select(part => (IEnumerable<string>)[part.Name, Show.Number(part.Events), Show.Number(part.Bytes / 1048576.0), Show.Number(part.ArchivedEvents), Show.Instant(part.ArchivedAt)]), "");
            return ExitCodes.Done;
        });
        return command;
    }

    static Command Archive()
    {
        var command = new Command("archive", "Archive a month that is over: its events take less room, and are read and replayed as before.");
        var name = new Argument<string>("MONTH") { Description = "Such as 2026-01" };
        command.Arguments.Add(name);
        var server = new ServerOption(command, formatted: false);
        command.SetAction(async (parsed, stop) =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"v1/log/parts/{Uri.EscapeDataString(parsed.GetValue(name)!)}/archive");
            var archived = await server.Client(parsed).SendAsync<Archived>(request, stop);
            await Console.Out.WriteLineAsync($"{Show.Number(archived.Events)} events of {archived.Name} are archived.");
            return ExitCodes.Done;
        });
        return command;
    }
}
