namespace JourneyTrace.Columns.Reports;

/// <summary>The order of names: by their characters, what has none last.</summary>
sealed class NamesInOrder : IComparer<string?>
{
    public static NamesInOrder NoneLast { get; } = new();

    public int Compare(string? x, string? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        _ => string.CompareOrdinal(x, y),
    };
}
