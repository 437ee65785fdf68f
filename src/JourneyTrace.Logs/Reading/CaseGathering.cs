namespace JourneyTrace.Logs.Reading;

/// <summary>Gathers rows by case, in the order in which the cases begin.</summary>
sealed class CaseGathering
{
    static readonly Dictionary<string, string> NoAttributes = new(StringComparer.Ordinal);

    readonly Dictionary<string, List<LogRow>> _rows = new(StringComparer.Ordinal);
    readonly List<LogCase> _nameless = [];

    public void Add(string? @case, LogRow row)
    {
        if (string.IsNullOrWhiteSpace(@case))
        {
            _nameless.Add(new LogCase(null, NoAttributes, [row]));
            return;
        }
        if (!_rows.TryGetValue(@case, out var rows))
            _rows[@case] = rows = [];
        rows.Add(row);
    }

    /// <summary>The cases, with attributes where there are any; rows that name none stand alone.</summary>
    public IEnumerable<LogCase> Cases(Func<string, IReadOnlyDictionary<string, string>>? attributes = null) =>
        _rows.Select(c => new LogCase(c.Key, attributes?.Invoke(c.Key) ?? NoAttributes, c.Value)).Concat(_nameless);
}
