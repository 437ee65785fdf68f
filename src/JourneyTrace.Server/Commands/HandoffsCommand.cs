using System.CommandLine;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>handoffs</c>: who hands to whom.</summary>
static class HandoffsCommand
{
    public static Command Make()
    {
        var command = new Command("handoffs", "Who hands to whom, how often and how long.");
        var limit = new Option<int>("--limit") { Description = "How many rows", DefaultValueFactory = _ => 20 };
        command.Options.Add(limit);
        var filter = new FilterOptions(command);
        var server = new ServerOption(command);
        command.SetAction((parsed, stop) => Report.RunAsync<HandoffsAnswer>(
            server, parsed, filter.Path("v1/handoffs", parsed, ("limit", Report.Text(parsed.GetValue(limit)))), Print, stop));
        return command;
    }

    static void Print(HandoffsAnswer page)
    {
        Show.Table(
            [("from", false), ("to", false), ("number", true), ("refused", true), ("returned", true), ("incomplete", true), ("median", true), ("90 %", true), ("over term", true), ("charged", true), ("blame", true)],
            page.Items.Select(h => (IEnumerable<string>)
            [
                h.From, h.To, Show.Number(h.Count), Show.Number(h.Refused), Show.Number(h.Returned), Show.Number(h.Incomplete),
                Show.Span(h.MedianSeconds), Show.Span(h.P90Seconds), h.WithTerm == 0 ? "no term" : $"{Show.Number(h.OverTerm)} of {Show.Number(h.WithTerm)}",
                Show.Number(h.BrokenCharged), Show.Number(h.Blame),
            ]), "No hand-offs fit these filters.", "incomplete", "returned", "charged", "90 %", "refused", "over term", "blame");
        Report.More(page.Next);
    }
}
