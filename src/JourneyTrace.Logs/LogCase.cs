namespace JourneyTrace.Logs;

/// <summary>One case of somebody else's log: its attributes and its rows, in the order of the file.</summary>
public sealed record LogCase(string? Name, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<LogRow> Rows)
{
    /// <summary>An attribute by a mapping's name: <c>case:x</c> is the case's x, anything else the row's; null where it is missing or empty.</summary>
    public string? Value(LogRow row, string column)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(column);
        var found = column.StartsWith("case:", StringComparison.Ordinal) && Attributes.TryGetValue(column[5..], out var ofCase)
            ? ofCase
            : row.Attributes.GetValueOrDefault(column);
        return string.IsNullOrWhiteSpace(found) ? null : found;
    }
}

/// <summary>One row: an event of the other system.</summary>
/// <param name="Line">Where it stands in the file, from 1.</param>
public sealed record LogRow(long Line, IReadOnlyDictionary<string, string> Attributes);
