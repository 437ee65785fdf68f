using System.CommandLine;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>promises</c>: promises with their verdicts.</summary>
static class PromisesCommand
{
    public static Command Make()
    {
        var command = new Command("promises", "Promises with their verdicts, by due time.");
        var status = new Option<string>("--status") { Description = "open, kept, released, abandoned, broken, or failed for the last two" };
        var atRisk = new Option<bool>("--at-risk") { Description = "Only open ones that are at risk" };
        var limit = new Option<int>("--limit") { Description = "How many rows", DefaultValueFactory = _ => 20 };
        command.Options.Add(status);
        command.Options.Add(atRisk);
        command.Options.Add(limit);
        var filter = new FilterOptions(command);
        var server = new ServerOption(command);
        command.SetAction((parsed, stop) => Report.RunAsync<Page<JsonElement>>(
            server, parsed, filter.Path("v1/promises", parsed, ("status", parsed.GetValue(status)), ("atRisk", parsed.GetValue(atRisk) ? "true" : null), ("limit", Report.Text(parsed.GetValue(limit)))), Print, stop));
        return command;
    }

    static void Print(Page<JsonElement> page)
    {
        Show.Table(
            [("case", false), ("promise", false), ("status", false), ("due", false), ("late", true), ("why", false)],
            page.Items.Select(p => (IEnumerable<string>)
            [
                p.GetProperty("case").GetString()!, p.GetProperty("promise").GetString()!, p.GetProperty("status").GetString()!,
                p.GetProperty("dueAt").GetString()![..16].Replace('T', ' '), Show.Span(p.GetProperty("latenessSeconds").GetDouble()),
                p.TryGetProperty("verdict", out var verdict) ? verdict.GetProperty("explanation").GetString()! : "",
            ]), "No promises.");
        Report.More(page.Next);
    }
}
