using System.CommandLine;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>split</c>: contact staff against upstream.</summary>
static class SplitCommand
{
    public static Command Make()
    {
        var command = new Command("split", "Contact staff against upstream, against the customer: where broken promises are rooted.");
        var benchmark = new Option<string>("--benchmark") { Description = "A rate of contact staff to compare with, such as 0.2" };
        command.Options.Add(benchmark);
        var filter = new FilterOptions(command);
        var server = new ServerOption(command);
        command.SetAction(async (parsed, stop) =>
        {
            var path = filter.Path("v1/split", parsed, ("benchmark", parsed.GetValue(benchmark)));
            var answer = await server.Client(parsed).GetAsync<SplitAnswer>(path, stop);
            switch (server.Format(parsed))
            {
                case "json": Show.Json(answer); break;
                case "csv": Csv(answer); break;
                default: Print(answer); break;
            }
            return ExitCodes.Done;
        });
        return command;
    }

    static IEnumerable<(string Side, SplitPart Part)> Sides(SplitAnswer answer) =>
        [("contact staff", answer.Contact), ("upstream", answer.Upstream), ("customer", answer.Customer)];

    static void Print(SplitAnswer answer)
    {
        Show.Table(
            [("rooted", false), ("promises", true), ("rate", true), ("95 %", true)],
            Sides(answer).Select(s => (IEnumerable<string>)[s.Side, Show.Number(s.Part.Promises), Show.Percent(s.Part.Rate), Show.Interval(s.Part.Ci95)]), "");
        Console.Error.WriteLine($"Of {Show.Number(answer.Broken)} broken promises; {Show.Number(answer.Undetermined)} undetermined.");
        foreach (var missing in answer.Missing)
            Console.Error.WriteLine(missing + ".");
        if (answer.Benchmark is { } b)
            Console.Error.WriteLine($"The benchmark of {Show.Percent(b.Rate)} lies {(b.Inside ? "inside" : "outside")} contact's interval.");
    }

    static void Csv(SplitAnswer answer)
    {
        Console.Out.WriteLine("side,promises,rate,rate_low,rate_high");
        foreach (var (side, part) in Sides(answer))
            Console.Out.WriteLine(FormattableString.Invariant($"{side},{part.Promises},{part.Rate},{part.Ci95?[0]},{part.Ci95?[1]}"));
    }
}
