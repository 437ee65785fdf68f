using System.Globalization;

namespace JourneyTrace.Benchmarks;

/// <summary>Prints one table, row by row.</summary>
sealed class Measured
{
    readonly Stolen _stolen = new();
    readonly int _columns;

    public Measured(params string[] columns)
    {
        _columns = columns.Length;
        Console.WriteLine("| " + string.Join(" | ", columns) + " |");
        Console.WriteLine("|" + string.Concat(columns.Select(_ => "---|")));
    }

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>As many cells as there are columns; the last ones may be left out.</summary>
    public void Row(params FormattableString[] cells) => Console.WriteLine("| " + string.Join(" | ", cells.Select(Text).Concat(Enumerable.Repeat("", _columns - cells.Length))) + " |");

    /// <summary>How much was stolen while the table was measured.</summary>
    public void End() => Console.WriteLine(Text($"\n{_stolen.Part():P0} stolen.\n"));
}
