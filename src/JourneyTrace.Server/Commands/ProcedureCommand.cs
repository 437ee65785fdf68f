using System.CommandLine;
using System.Xml;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>procedure</c>: the agreed ways, and whether they are gone.</summary>
static class ProcedureCommand
{
    public static Command Make()
    {
        var command = new Command("procedure", "Procedures: state, kept-rate where followed and where not, versions; one in full by its name.");
        var name = new Argument<string?>("NAME") { Description = "The procedure; all where it is left out", Arity = ArgumentArity.ZeroOrOne };
        command.Arguments.Add(name);
        var filter = new FilterOptions(command);
        var server = new ServerOption(command);
        command.SetAction((parsed, stop) => parsed.GetValue(name) is { } one
            ? Report.RunAsync<ConformanceAnswer>(server, parsed, filter.Path($"v1/procedures/{Uri.EscapeDataString(one)}/conformance", parsed), Print, stop)
            : Report.RunAsync<ProceduresAnswer>(server, parsed, filter.Path("v1/procedures", parsed), Print, stop));
        return command;
    }

    static void Print(ProceduresAnswer answer)
    {
        Show.Table(
            [("procedure", false), ("for", false), ("state", false), ("version", false), ("cases", true), ("followed", true), ("kept there", true), ("kept elsewhere", true)],
            answer.Items.Select(p => (IEnumerable<string>)
                [p.Procedure, p.CaseKind, p.State, p.Version, Show.Number(p.Cases), Show.Percent(p.FollowedRate), Show.Percent(p.KeptWhereFollowed), Show.Percent(p.KeptWhereNot)]),
            "No procedure was told.", "for", "version");
        Show.Table(
            [("procedure", false), ("version", false), ("from", false), ("cases", true), ("kept", true), ("median", true), ("saved", true), ("pays back in", true)],
            answer.Items.SelectMany(p => p.Versions.Select(v => (IEnumerable<string>)
            [
                p.Procedure, v.Version, XmlConvert.ToString(v.From, "yyyy-MM-dd"), Show.Number(v.Cases), Show.Percent(v.KeptRate), Show.Span(v.MedianSeconds),
                v.SavedShare is { } saved ? $"{Show.Span(v.SavedSeconds)} ({Show.Percent(saved)})" : "–", v.PaybackMonths is { } months ? Show.Number(months) + " months" : "–",
            ])), "", "from", "saved");
        if (answer.Unidentified.Count > 0)
            Console.Error.WriteLine("No procedure for: " + string.Join(", ", answer.Unidentified.Select(k => $"{k.Kind} ({Show.Number(k.Cases)} cases)")) + ".");
        Report.Missing(answer.Missing);
    }

    static void Print(ConformanceAnswer answer)
    {
        Console.Out.WriteLine(
            $"{answer.Procedure}, version {answer.Version}: {answer.State}; followed in {Show.Number(answer.Followed)} of {Show.Number(answer.Cases)} cases ({Show.Percent(answer.FollowedRate)}, {Show.Interval(answer.FollowedCi95)}).");
        var steps = answer.Skipped.Select(s => ("skipped", s)).Concat(answer.Added.Select(s => ("added", s))).Concat(answer.OutOfOrder.Select(s => ("out of order", s)));
        Show.Table(
            [("deviation", false), ("link", false), ("kind", false), ("cases", true), ("kept", true)],
            steps.Select(s => (IEnumerable<string>)[s.Item1, s.s.Link, s.s.Kind ?? "any", Show.Number(s.s.Cases), Show.Percent(s.s.KeptRate)]), "No case deviates.");
        Show.Table(
            [("cases", true), ("kept", true), ("median", true), ("proposed", false), ("way", false)],
            answer.Items.Take(10).Select(w => (IEnumerable<string>)
                [Show.Number(w.Cases), Show.Percent(w.KeptRate), Show.Span(w.MedianSeconds), w.Followed ? "as published" : w.Proposed ? "yes" : "no", string.Join(" > ", w.Path)]), "");
        Report.Missing(answer.Missing);
    }
}
