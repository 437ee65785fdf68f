using System.CommandLine;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>map</c>, <c>variants</c>, <c>ping-pong</c> and <c>rework</c>: how cases move.</summary>
static class PathCommands
{
    static readonly string[] Steps = ["activity", "link", "person", "lifecycle"];

    public static IEnumerable<Command> Make() =>
    [
        Of<MapAnswer>("map", "Who hands to whom, or what follows what.", "v1/map", ["handoff", .. Steps], paged: false, Print),
        Of<VariantsAnswer>("variants", "The paths that cases take, the most taken first.", "v1/variants", Steps, paged: true, Print),
        Of<PingPongAnswer>("ping-pong", "From A to B and back at once, by pair.", "v1/ping-pong", ["link", "activity", "person", "lifecycle"], paged: true, Print),
        Of<ReworkAnswer>("rework", "What is done more than once in a case.", "v1/rework", Steps, paged: true, Print),
    ];

    static Command Of<T>(string name, string description, string path, string[] words, bool paged, Action<T> print)
    {
        var command = new Command(name, description);
        var by = new Option<string>("--by") { Description = string.Join(", ", words), DefaultValueFactory = _ => words[0] };
        by.AcceptOnlyFromAmong(words);
        command.Options.Add(by);
        var limit = new Option<int>("--limit") { Description = "How many rows", DefaultValueFactory = _ => 20 };
        if (paged)
            command.Options.Add(limit);
        var filter = new FilterOptions(command);
        var server = new ServerOption(command);
        command.SetAction((parsed, stop) => Report.RunAsync(
            server, parsed, filter.Path(path, parsed, ("by", parsed.GetValue(by)), ("limit", paged ? Report.Text(parsed.GetValue(limit)) : null)), print, stop));
        return command;
    }

    static void Print(MapAnswer answer)
    {
        const int Most = 40;
        Show.Table(
            [("from", false), ("to", false), ("number", true), ("cases", true), ("median", true), ("90 %", true), ("over term", true), ("blame", true)],
            answer.Arrows.OrderByDescending(a => a.Blame ?? 0).ThenByDescending(a => a.Count).Take(Most).Select(a => (IEnumerable<string>)
            [
                a.From, a.To, Show.Number(a.Count), a.Cases is { } cases ? Show.Number(cases) : "–", Show.Span(a.MedianSeconds), Show.Span(a.P90Seconds),
                a.OverTerm is { } over ? Show.Number(over) : "–", a.Blame is { } blame ? Show.Number(blame) : "–",
            ]), "Nothing fits these filters.", "over term", "cases", "90 %", "blame");
        if (answer.Arrows.Count > Most)
            Console.Error.WriteLine($"{Most} of {answer.Arrows.Count} arrows; --format csv gives all.");
        Report.Missing(answer.Missing);
    }

    static void Print(VariantsAnswer answer)
    {
        Console.Error.WriteLine($"{Show.Number(answer.Cases)} cases take {Show.Number(answer.Variants)} different paths.");
        Show.Table(
            [("cases", true), ("share", true), ("median", true), ("kept", true), ("path", false)],
            answer.Items.Select(v => (IEnumerable<string>)
                [Show.Number(v.Cases), Show.Percent(v.Share), Show.Span(v.MedianSeconds), Show.Percent(v.KeptRate), string.Join(" → ", v.Path)]),
            "No case has a step that says this.");
        Report.More(answer.Next);
    }

    static void Print(PingPongAnswer answer)
    {
        Console.Error.WriteLine(
            $"{Show.Number(answer.PingPongs)} times back at once, in {Show.Number(answer.CasesWithPingPong)} of {Show.Number(answer.Cases)} cases; {Show.Number(answer.Handovers)} hand-overs in all.");
        Show.Table(
            [("from", false), ("to, and back", false), ("times", true), ("cases", true), ("hand-overs", true), ("rate", true), ("95 %", true)],
            answer.Items.Select(p => (IEnumerable<string>)
                [p.A, p.B, Show.Number(p.PingPongs), Show.Number(p.Cases), Show.Number(p.Handovers), Show.Percent(p.Rate), Show.Interval(p.Ci95)]),
            "No case went back at once.", "95 %", "hand-overs");
        Report.More(answer.Next);
    }

    static void Print(ReworkAnswer answer)
    {
        Show.Table(
            [(answer.By, false), ("cases", true), ("repeated in", true), ("extra steps", true), ("rate", true), ("95 %", true)],
            answer.Items.Select(r => (IEnumerable<string>)
                [r.Name, Show.Number(r.Cases), Show.Number(r.Repeated), Show.Number(r.Extra), Show.Percent(r.Rate), Show.Interval(r.Ci95)]),
            "Nothing is done twice in a case.", "95 %", "extra steps");
        Report.More(answer.Next);
    }
}
