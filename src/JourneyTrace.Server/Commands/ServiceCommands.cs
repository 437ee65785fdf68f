using System.CommandLine;
using System.Net.Http.Json;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>funnel</c>, <c>decision</c> and <c>what-if</c>.</summary>
static class ServiceCommands
{
    public static IEnumerable<Command> Make() => [Funnel(), Decision(), WhatIf()];

    static Command Funnel()
    {
        var command = new Command("funnel", "How far complaints come, and where they are lost.");
        var filter = new FilterOptions(command);
        var server = new ServerOption(command);
        command.SetAction((parsed, stop) => Report.RunAsync<FunnelAnswer>(server, parsed, filter.Path("v1/complaints/funnel", parsed), Print, stop));
        return command;
    }

    static Command Decision()
    {
        var command = new Command("decision", "Decisions and what they did; one in full by its name.");
        var name = new Argument<string?>("NAME") { Description = "The decision; all where it is left out", Arity = ArgumentArity.ZeroOrOne };
        command.Arguments.Add(name);
        var filter = new FilterOptions(command);
        var server = new ServerOption(command);
        command.SetAction((parsed, stop) => parsed.GetValue(name) is { } one
            ? Report.RunAsync<ImpactAnswer>(server, parsed, filter.Path($"v1/decisions/{Uri.EscapeDataString(one)}/impact", parsed), Print, stop)
            : Report.RunAsync<DecisionsAnswer>(server, parsed, filter.Path("v1/decisions", parsed), Print, stop));
        return command;
    }

    static Command WhatIf()
    {
        var command = new Command("what-if", "Which broken promises would have been kept without a link's, a cause's or a decision's shares.");
        var link = new Option<string>("--drop-link") { Description = "A link's shares" };
        var cause = new Option<string>("--drop-cause") { Description = "A cause's shares" };
        var decision = new Option<string>("--drop-decision") { Description = "A decision's shares" };
        var handoff = new Option<string>("--drop-handoff") { Description = "A hand-off's shares: 'sales → depot'" };
        var exact = new Option<bool>("--exact") { Description = "Replay each case, instead of estimating from the shares" };
        command.Options.Add(exact);
        command.Options.Add(link);
        command.Options.Add(cause);
        command.Options.Add(decision);
        command.Options.Add(handoff);
        command.Validators.Add(result =>
        {
            if (result.GetValue(link) is null && result.GetValue(cause) is null && result.GetValue(decision) is null && result.GetValue(handoff) is null)
                result.AddError("what-if needs --drop-link, --drop-cause, --drop-decision or --drop-handoff; of several, only shares that fit all of them are dropped");
        });
        var filter = new FilterOptions(command);
        var server = new ServerOption(command);
        command.SetAction(async (parsed, stop) =>
        {
            var question = new WhatIfQuestion([new DropItem(parsed.GetValue(link), null, parsed.GetValue(cause), parsed.GetValue(decision), parsed.GetValue(handoff))]);
            var request = new HttpRequestMessage(HttpMethod.Post, filter.Path("v1/what-if", parsed, ("exact", parsed.GetValue(exact) ? "true" : null))) { Content = JsonContent.Create(question, options: Wire.Options) };
            var answer = await server.Client(parsed).SendAsync<WhatIfAnswer>(request, stop);
            if (server.Format(parsed) == "json")
                Show.Json(answer);
            else
                Print(answer);
            return ExitCodes.Done;
        });
        return command;
    }

    static void Print(FunnelAnswer answer)
    {
        Show.Table(
            [("stage", false), ("complaints", true), ("of those voiced", true)],
            new[] { ("voiced", answer.Voiced), ("registered", answer.Registered), ("passed on", answer.PassedOn), ("reached management", answer.ReachedManagement), ("resolved", answer.Resolved) }
                .Select(s => (IEnumerable<string>)[s.Item1, Show.Number(s.Item2), answer.Voiced == 0 ? "–" : Show.Percent((double)s.Item2 / answer.Voiced)]), "");
        Show.Table(
            [("lost at", false), ("after", false), ("complaints", true)],
            answer.Lost.Take(20).Select(l => (IEnumerable<string>)[l.Link, l.After, Show.Number(l.Count)]), "None was lost.");
        Report.Missing(answer.Missing);
    }

    static void Print(DecisionsAnswer answer)
    {
        Show.Table(
            [("decision", false), ("title", false), ("cases", true), ("customers", true), ("promises", true), ("hours lost", true), ("value", true), ("unanswered", false)],
            answer.Items.Select(d => (IEnumerable<string>)
            [
                d.Decision, d.Title ?? "", Show.Number(d.Cases), Show.Number(d.Customers), Show.Number(d.Promises), Show.Number(d.HoursLost), Show.Number(d.Value),
                string.Join(", ", d.Unanswered),
            ]), "No decision was told, and none is named in a case.", "title", "unanswered", "value", "hours lost");
        Report.Missing(answer.Missing);
    }

    static void Print(ImpactAnswer answer)
    {
        var (decision, money) = (answer.Decision, answer.Money);
        Show.Table(
            [("what " + decision.Decision + " did", false), ("", true)],
            new (string, string)[]
            {
                ("failed promises it has a share in", Show.Number(decision.Promises)),
                ("of all failed promises", Show.Percent(decision.CommonCause) + (decision.Ci95 is null ? "" : $" ({Show.Interval(decision.Ci95)})")),
                ("cases", Show.Number(decision.Cases)),
                ("customers", Show.Number(decision.Customers)),
                ("hours lost", Show.Number(decision.HoursLost)),
                ("links taken away", Show.Percent(answer.CapacityRemoved)),
                ("hand-offs that nobody took", Show.Number(answer.Uncovered)),
                ("it saves", Show.Number(money.Saves)),
                ("it cost inside", Show.Number(money.Inside)),
                ("it cost outside", Show.Number(money.Outside)),
                ("customers lost, worth", $"{Show.Number(money.LostCustomers)}, {Show.Number(money.LostValue)}"),
                ("in all", Show.Number(money.Net)),
                ("questions nobody answered", decision.Unanswered.Count == 0 ? "none" : string.Join(", ", decision.Unanswered)),
            }.Select(row => (IEnumerable<string>)[row.Item1, row.Item2]), "");
        Report.Missing(answer.Missing);
    }

    static void Print(WhatIfAnswer answer)
    {
        Console.Out.WriteLine(
            $"{Show.Number(answer.Rescued)} of {Show.Number(answer.Broken)} broken promises would have been kept ({Show.Percent(answer.RescuedRate)}, {Show.Interval(answer.Ci95)}); {Show.Number(answer.Touched - answer.Rescued)} more would have been earlier.");
        Show.Table(
            [("case", false), ("promise", false), ("by", false), ("late by", true), ("earlier by", true), ("kept", false)],
            answer.Items.Take(20).Select(i => (IEnumerable<string>)
                [i.Case, i.Promise, i.MadeBy, Show.Span(i.LatenessSeconds), Show.Span(i.EarlierSeconds), i.Rescued ? "yes" : "no"]), "", "by");
        Report.Missing(answer.Missing);
    }
}
