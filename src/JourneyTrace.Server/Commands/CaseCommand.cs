using System.CommandLine;
using System.Text.Json;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>case</c>: a case's promises and the path that broke them, in the terminal.</summary>
static class CaseCommand
{
    public static Command Make()
    {
        var command = new Command("case", "One case: its promises, and whose time broke them.");
        var name = new Argument<string>("ID") { Description = "The case" };
        var asOf = new Option<string>("--as-of") { Description = "As it stood at this instant" };
        var asKnownAt = new Option<string>("--as-known-at") { Description = "As we knew it at this instant" };
        command.Arguments.Add(name);
        command.Options.Add(asOf);
        command.Options.Add(asKnownAt);
        var server = new ServerOption(command);
        command.SetAction(async (parsed, stop) =>
        {
            var moment = string.Join('&', new[] { ("asOf", parsed.GetValue(asOf)), ("asKnownAt", parsed.GetValue(asKnownAt)) }
                .Where(p => p.Item2 is not null).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}"));
            var path = $"v1/cases/{Uri.EscapeDataString(parsed.GetValue(name)!)}";
            var trace = await server.Client(parsed).GetAsync<JsonElement>($"{path}/trace?{moment}", stop);
            switch (server.Format(parsed))
            {
                case "json": Show.Json(trace); break;
                case "csv": Console.Out.Write(Csv(trace)); break;
                default: CaseView.Print(trace); break;
            }
            return ExitCodes.Done;
        });
        return command;
    }

    static string Csv(JsonElement trace)
    {
        var lines = new List<string> { "promise,link,node,phase,cause,decision,from,to" };
        foreach (var promise in trace.GetProperty("promises").EnumerateArray())
        {
            if (!promise.TryGetProperty("verdict", out var verdict))
                continue;
            lines.AddRange(verdict.GetProperty("path").EnumerateArray().Select(s => string.Join(',', new[] { promise.GetProperty("promise").GetString() }
                .Concat(s.EnumerateObject().Select(member => member.Value.GetString()))
                .Select(cell => "\"" + cell?.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""))));
        }
        return string.Join('\n', lines) + "\n";
    }
}
