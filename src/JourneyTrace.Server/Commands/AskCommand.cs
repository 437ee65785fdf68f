using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CsvHelper;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>ask</c>: every report that is a list, as a table.</summary>
static class AskCommand
{
    const int MostColumns = 12;

    static readonly string[] Questions =
    [
        "hotspots", "handoffs", "links", "map", "variants", "ping-pong", "rework", "temporal-profile", "waiting", "decisions", "complaints", "effort", "costs", "flow",
        "conflicts", "relations", "segments", "makers", "procedures", "understanding", "elements", "correctives", "terms", "forecast", "findings",
    ];

    public static Command Make()
    {
        var command = new Command("ask", "Ask any question that is answered with a list: " + string.Join(", ", Questions) + ".");
        var question = new Argument<string>("QUESTION") { Description = "Which one; docs/questions.md says what each means" };
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
            var part = path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "limit=" + Report.Text(parsed.GetValue(limit));
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
        var header = csv.HeaderRecord!;
        // A column that says nothing in any row, and those that would not fit, are left to --format csv.
        var shown = Enumerable.Range(0, header.Length).Where(i => rows.Count == 0 || rows.Exists(row => row[i].Length > 0)).Take(MostColumns).ToList();
        Show.Table(
            [.. shown.Select(i => (header[i].Replace('_', ' '), rows.Count > 0 && rows.TrueForAll(row => row[i].Length == 0 || IsNumber(row[i]))))],
            rows.Select(row => shown.Select(i => Cell(row[i]))), "Nothing fits these filters.");
    }

    static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    static string Cell(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("#,0.####", CultureInfo.InvariantCulture) : cell;
}
