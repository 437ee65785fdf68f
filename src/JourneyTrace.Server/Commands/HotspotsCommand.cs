using System.CommandLine;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>hotspots</c>: what broke promises.</summary>
static class HotspotsCommand
{
    public static Command Make()
    {
        var command = new Command("hotspots", "What broke promises, the gravest first.");
        var by = new Option<string>("--by") { Description = "link, handoff, cause, kind, segment, promise, decision, element or procedure", DefaultValueFactory = _ => "link" };
        by.AcceptOnlyFromAmong("link", "handoff", "cause", "kind", "segment", "promise", "decision", "element", "procedure");
        var limit = new Option<int>("--limit") { Description = "How many rows", DefaultValueFactory = _ => 20 };
        command.Options.Add(by);
        command.Options.Add(limit);
        var filter = new FilterOptions(command);
        var server = new ServerOption(command);
        command.SetAction((parsed, stop) => Report.RunAsync<HotspotsAnswer>(
            server, parsed, filter.Path("v1/hotspots", parsed, ("by", parsed.GetValue(by)), ("limit", Report.Text(parsed.GetValue(limit)))), Print, stop));
        return command;
    }

    static void Print(HotspotsAnswer answer)
    {
        Console.Error.WriteLine(
            $"{Show.Number(answer.Broken)} of {Show.Number(answer.Promises)} promises broken, {Show.Number(answer.Abandoned)} abandoned, {Show.Number(answer.Open)} open.");
        Show.Table(
            [(answer.By, false), ("served", true), ("broken", true), ("rate", true), ("95 %", true), ("blame", true), ("cumulative", true), ("root of", true), ("rescues", true), ("customers", true), ("value", true), ("state", false)],
            answer.Items.Select(i => (IEnumerable<string>)
            [
                i.Key, Show.Number(i.Served), Show.Number(i.Broken), Show.Percent(i.Rate), Show.Interval(i.Ci95), Show.Percent(i.BlameShare),
                Show.Percent(i.CumulativeShare), Show.Number(i.RootOf), Show.Number(i.Rescues), Show.Number(i.Customers), Show.Number(i.Value), i.State ?? "",
            ]), answer.Promises == 0 ? "No promise fits these filters." : $"No {answer.By} had a share in a broken promise here.",
            "cumulative", "value", "95 %", "rescues", "served", "customers", "rate", "root of", "state");
        // On few rows a fifth of them is one, and says nothing.
        if (answer.Pareto.Top20Share is { } top && answer.Items.Count >= 10)
            Console.Error.WriteLine($"The top fifth holds {Show.Percent(top)} of the blame: 20/80 {(answer.Pareto.Holds ? "holds" : "does not hold")} here.");
        Report.More(answer.Next);
    }
}
