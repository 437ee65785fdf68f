using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace JourneyTrace.Server.Terminal;

/// <summary>A trace for a person at a terminal: each promise, its verdict in words and shares, and its path as a bar of time.</summary>
static class CaseView
{
    const int BarWidth = 28;

    public static void Print(JsonElement trace)
    {
        var console = Show.Results();
        console.MarkupLine($"[bold]{Text(trace, "case")}[/]  as of {Moment(trace, "asOf")}");
        foreach (var promise in trace.GetProperty("promises").EnumerateArray())
            Promise(console, promise);
        var remarks = trace.GetProperty("remarks").EnumerateArray().ToList();
        if (remarks.Count > 0)
            console.MarkupLine("\n[bold]Events that changed nothing[/]");
        foreach (var remark in remarks)
            console.MarkupLine($"  {Text(remark, "source")} {Text(remark, "id")}: {Text(remark, "says")}");
    }

    static void Promise(IAnsiConsole console, JsonElement promise)
    {
        var status = promise.GetProperty("status").GetString()!;
        var colour = status switch { "broken" or "abandoned" => "red", "kept" or "released" => "green", _ => "yellow" };
        var risk = promise.GetProperty("atRisk").GetBoolean() ? " [red]at risk[/]" : "";
        console.MarkupLine($"\n[bold]{Text(promise, "promise")}[/]  {Text(promise, "what")}  [{colour}]{status}[/]{risk}");
        console.MarkupLine($"  made by {Text(promise, "madeBy")} {Moment(promise, "madeAt")}, due {Moment(promise, "dueAt")}, "
            + (promise.GetProperty("keptAt").ValueKind == JsonValueKind.Null ? "not kept" : "kept " + Moment(promise, "keptAt")));
        if (!promise.TryGetProperty("verdict", out var verdict))
            return;
        console.MarkupLine($"  {Text(verdict, "explanation")}\n");
        Show.Table(
            [("link", false), ("share", true), ("excess", true), ("phase", false), ("cause", false), ("decision", false), ("node", false)],
            verdict.GetProperty("shares").EnumerateArray().Select(s => (IEnumerable<string>)
            [
                Raw(s, "link"), Show.Percent(s.GetProperty("share").GetDouble()), Show.Span(s.GetProperty("excessSeconds").GetDouble()),
                Raw(s, "phase"), Raw(s, "cause"), Raw(s, "decision"), Raw(s, "node"),
            ]), "", "node", "phase", "decision");
        Path(verdict.GetProperty("path"));
    }

    static void Path(JsonElement path)
    {
        var segments = path.EnumerateArray().ToList();
        if (segments.Count == 0)
            return;
        DateTime start = At(segments[0], "from"), end = At(segments[^1], "to");
        var all = Math.Max(1, (end - start).TotalSeconds);
        Show.Table(
            [("from", false), ("time", true), ("link", false), ("phase", false), ("cause", false), ("whose time", false)],
            segments.Select(s =>
            {
                DateTime from = At(s, "from"), to = At(s, "to");
                var left = (int)((from - start).TotalSeconds / all * BarWidth);
                var width = Math.Max(1, (int)Math.Round((to - from).TotalSeconds / all * BarWidth));
                var bar = new string(' ', Math.Min(left, BarWidth - 1)) + new string('█', Math.Min(width, BarWidth - Math.Min(left, BarWidth - 1)));
                return (IEnumerable<string>)
                [
                    Show.Instant(from), Show.Span((to - from).TotalSeconds), Raw(s, "link"), Raw(s, "phase"), Raw(s, "cause"), bar,
                ];
            }), "", "phase", "cause", "whose time");
    }

    static DateTime At(JsonElement owner, string name) =>
        DateTime.Parse(owner.GetProperty(name).GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    static string Moment(JsonElement owner, string name) => Show.Instant(At(owner, name));

    static string Raw(JsonElement owner, string name) => owner.GetProperty(name).GetString() ?? "";

    static string Text(JsonElement owner, string name) => Markup.Escape(Show.Printable(Raw(owner, name)));
}
