using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CsvHelper;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>ask</c>: every report that is a list, as a table.</summary>
static class AskCommand
{
    const int MostColumns = 14;

    static readonly string[] SpansOfTime = ["batching", "prioritisation", "contention", "unavailability", "extraneous"];

    static readonly string[] Questions =
    [
        "hotspots", "handoffs", "links", "map", "variants", "ping-pong", "rework", "temporal-profile", "waiting", "decisions", "complaints", "effort", "costs", "flow",
        "conflicts", "relations", "segments", "makers", "procedures", "understanding", "elements", "correctives", "terms", "forecast", "findings",
    ];

    public static Command Make()
    {
        var command = new Command("ask", "Ask any question that is answered with a list: what waits, what it costs, who makes promises, and more (ask --help).");
        var question = new Argument<string>("QUESTION") { HelpName = "QUESTION", Description = "One of " + string.Join(", ", Questions) + "; docs/questions.md says what each means" };
        question.AcceptOnlyFromAmong(Questions);
        var by = new Option<string>("--by") { Description = "What the rows stand for, where the question can be asked by several" };
        var limit = new Option<int>("--limit") { Description = "How many rows", DefaultValueFactory = _ => 20 };
        command.Arguments.Add(question);
        command.Options.Add(by);
        command.Options.Add(limit);
        var filter = new FilterOptions(command);
        var server = new ServerOption(command);
        command.SetAction(async (parsed, stop) =>
        {
            var client = server.Client(parsed);
            var path = filter.Path("v1/" + parsed.GetValue(question), parsed, ("by", parsed.GetValue(by)));
            // The map is one picture, and comes whole.
            var part = parsed.GetValue(question) == "map" ? path : path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "limit=" + Report.Text(parsed.GetValue(limit));
            switch (server.Format(parsed))
            {
                case "csv":
                    await Console.Out.WriteAsync(await client.GetTextAsync(path, "text/csv", stop));
                    break;
                case "json":
                    Show.Json(await client.GetAsync<JsonElement>(part, stop));
                    break;
                default:
                    Print(await client.GetTextAsync(path, "text/csv", stop), parsed.GetValue(limit));
                    Report.Missing(Missing(await client.GetAsync<JsonElement>(part, stop)));
                    break;
            }
            return ExitCodes.Done;
        });
        return command;
    }

    static List<string> Missing(JsonElement answer) =>
        answer.TryGetProperty("missing", out var missing) ? [.. missing.EnumerateArray().Select(m => m.GetString()!)] : [];

    static void Print(string text, int limit)
    {
        using var csv = new CsvReader(new StringReader(text), CultureInfo.InvariantCulture);
        if (!csv.Read() || !csv.ReadHeader())
            return;
        var rows = new List<string[]>();
        while (rows.Count < limit && csv.Read())
            rows.Add(csv.Parser.Record!);
        var columns = Columns(csv.HeaderRecord!).ToList();
        // A column that says nothing in any row, and those that would not fit, are left to --format csv.
        var shown = columns.Where(c => rows.Count == 0 || rows.Exists(row => c.Cell(row).Length > 0)).Take(MostColumns).ToList();
        Show.Table(
            [.. shown.Select(c => (c.Name, rows.TrueForAll(row => c.Cell(row) is "" or [>= '0' and <= '9', ..] or ['-', ..])))],
            rows.Select(row => shown.Select(c => c.Cell(row))), "Nothing fits these filters.", [.. shown.Skip(3).Select(c => c.Name).Reverse()]);
    }

    /// <summary>An interval is one column; seconds are spans of time.</summary>
    static IEnumerable<(string Name, Func<string[], string> Cell)> Columns(string[] header)
    {
        for (var i = 0; i < header.Length; i++)
        {
            var place = i;
            var name = header[i].Replace('_', ' ');
            if (name.EndsWith(" low", StringComparison.Ordinal) && i + 1 < header.Length && header[i + 1].EndsWith("_high", StringComparison.Ordinal))
            {
                yield return (name[..^4].Replace("ci95", "95 %", StringComparison.Ordinal), row => row[place].Length == 0 ? "" : $"{Cell(row[place])} to {Cell(row[place + 1])}");
                i++;
            }
            else if (name.EndsWith(" seconds", StringComparison.Ordinal) || SpansOfTime.Contains(name))
            {
                yield return (name.Replace(" seconds", "", StringComparison.Ordinal), row => IsNumber(row[place]) ? Show.Span(double.Parse(row[place], CultureInfo.InvariantCulture)) : "");
            }
            else
            {
                yield return (name, row => Cell(row[place]));
            }
        }
    }

    static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    static string Cell(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("#,0.####", CultureInfo.InvariantCulture)
        : cell.Length == 24 && cell[10] == 'T' && cell[^1] == 'Z' ? $"{cell[..10]} {cell[11..16]}" : cell;
}
