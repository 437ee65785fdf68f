using System.Globalization;
using System.Text.Json;
using JourneyTrace.Client;
using Spectre.Console;

namespace JourneyTrace.Server.Terminal;

/// <summary>Answers in the terminal: tables for people, JSON for machines.</summary>
static class Show
{
    /// <summary>For people: on stderr.</summary>
    public static IAnsiConsole Aside { get; } = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),
        Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
    });

    /// <summary>Results, on stdout: plain, and as wide as they need, where that is no terminal.</summary>
    public static IAnsiConsole Results()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect });
        if (Console.IsOutputRedirected)
            console.Profile.Width = 240;
        return console;
    }

    static readonly JsonSerializerOptions Indented = new(Wire.Options) { WriteIndented = true };

    public static void Json<T>(T answer) => Console.Out.WriteLine(JsonSerializer.Serialize(answer, Indented));

    /// <summary>A table on stdout. Where stdout is no terminal it is as wide as it needs to be.</summary>
    /// <param name="empty">What to say where there is no row.</param>
    /// <param name="lesser">Columns to leave out where the terminal is too narrow for all, the first first.</param>
    public static void Table(
        IReadOnlyList<(string Name, bool Right)> columns, IEnumerable<IEnumerable<string>> rows, string empty, params string[] lesser)
    {
        var cells = rows.Select(row => row.ToList()).ToList();
        if (cells.Count == 0)
        {
            Console.Error.WriteLine(empty);
            return;
        }
        var console = Results();
        var shown = Fitting(columns, cells, lesser, console.Profile.Width);
        var table = new Table { Border = TableBorder.Simple };
        foreach (var index in shown)
        {
            var (name, right) = columns[index];
            table.AddColumn(new TableColumn(new Markup($"[bold]{Markup.Escape(name)}[/]")) { Alignment = right ? Justify.Right : Justify.Left, NoWrap = right || lesser.Length > 0 });
        }
        foreach (var row in cells)
            table.AddRow(shown.Select(index => new Text(Printable(row[index]))));
        console.Write(table);
        if (shown.Count < columns.Count)
            Console.Error.WriteLine($"Not shown for want of width: {string.Join(", ", columns.Where((_, index) => !shown.Contains(index)).Select(c => c.Name))}.");
    }

    /// <summary>Names come from other systems, and a terminal obeys some characters.</summary>
    public static string Printable(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '\ufffd' : c)) : text;

    static List<int> Fitting(IReadOnlyList<(string Name, bool Right)> columns, List<List<string>> cells, string[] lesser, int width)
    {
        var shown = Enumerable.Range(0, columns.Count).ToList();
        int Needed() => shown.Sum(index => 3 + Math.Max(columns[index].Name.Length, cells.Max(row => row[index].Length))) + 2;
        foreach (var name in lesser)
        {
            if (Needed() <= width)
                break;
            shown.RemoveAll(index => columns[index].Name == name);
        }
        return shown;
    }

    public static string Percent(double? part) => part is { } p ? (p * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %" : "–";

    public static string Interval(double[]? ci) => ci is null ? "–" : $"{Number(ci[0] * 100)}–{Number(ci[1] * 100)} %";

    public static string Number(double number) => number.ToString("#,0.#", CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Instant(DateTime? instant) => instant is { } at ? at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "–";

    /// <summary>A span of time in its largest fitting unit.</summary>
    public static string Span(double? seconds)
    {
        if (seconds is not { } s)
            return "–";
        var (number, unit) = Math.Abs(s) switch
        {
            < 90 => (s, "s"),
            < 90 * 60 => (s / 60, "min"),
            < 48 * 3600 => (s / 3600, "h"),
            _ => (s / 86400, "d"),
        };
        return Number(number) + " " + unit;
    }
}
