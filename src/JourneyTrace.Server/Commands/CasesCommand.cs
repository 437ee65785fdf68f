using System.CommandLine;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>cases</c>: the list.</summary>
static class CasesCommand
{
    public static Command Make()
    {
        var command = new Command("cases", "Cases.");
        var status = new Option<string>("--status") { Description = "open, kept, released, abandoned, broken, failed (one of the last two) or none: the gravest among its promises" };
        var search = new Option<string>("--search") { Description = "Text that the case's name contains" };
        var limit = new Option<int>("--limit") { Description = "How many rows", DefaultValueFactory = _ => 20 };
        command.Options.Add(status);
        command.Options.Add(search);
        command.Options.Add(limit);
        var filter = new FilterOptions(command);
        var server = new ServerOption(command);
        command.SetAction((parsed, stop) => Report.RunAsync<Page<CaseItem>>(
            server, parsed,
            filter.Path("v1/cases", parsed, ("status", parsed.GetValue(status)), ("q", parsed.GetValue(search)), ("limit", Report.Text(parsed.GetValue(limit)))),
            Print, stop));
        return command;
    }

    static void Print(Page<CaseItem> page)
    {
        Show.Table(
            [("case", false), ("kind", false), ("segment", false), ("status", false), ("promises", true), ("broken", true), ("events", true), ("last event", false)],
            page.Items.Select(c => (IEnumerable<string>)
            [
                c.Case, c.Kind ?? "", c.Segment ?? "", c.AtRisk ? c.Status + ", at risk" : c.Status, Show.Number(c.Promises), Show.Number(c.Broken),
                Show.Number(c.Events), Show.Instant(c.LastEventAt),
            ]), "No cases.");
        Report.More(page.Next);
    }
}
