namespace JourneyTrace.Logs.Mappings;

/// <summary>How the rows of somebody else's log become events.</summary>
public sealed record Mapping
{
    /// <summary>xes, csv or ocel.</summary>
    public required string Format { get; init; }

    /// <summary>The source of the events; null for <c>/import/</c> and the file's name.</summary>
    public string? Source { get; init; }

    /// <summary>What tells the cases apart.</summary>
    public required string Case { get; init; }

    public required string Time { get; init; }

    /// <summary>When a row's activity was begun, where <see cref="Time"/> is its end; null where one time alone is known.</summary>
    public string? Start { get; init; }

    public required string Activity { get; init; }

    /// <summary>A column that holds a whole event, as an export of JourneyTrace writes it: nothing else is looked at. Null where rows are mapped.</summary>
    public string? Event { get; init; }

    /// <summary>Who has the case; null where the log does not say.</summary>
    public Value? Link { get; init; }

    public Value? Person { get; init; }

    public Value? Segment { get; init; }

    public Value? Kind { get; init; }

    public Value? Customer { get; init; }

    public Value? Worth { get; init; }

    /// <summary>Whether offsets are left out of account: a system that writes wrong ones, or a comparison with a tool that drops them.</summary>
    public bool WallClock { get; init; }

    /// <summary>Whether a row tells that its link has the case from then on; else that its link had it until then.</summary>
    public bool RowsBegin { get; init; }

    public IReadOnlyList<PromiseMapping> Promises { get; init; } = [];

    /// <summary>Rows at which the link has the case and has not taken it.</summary>
    public RowMatch? Queue { get; init; }

    /// <summary>Rows at which the customer has the case.</summary>
    public RowMatch? CustomerHas { get; init; }

    public IReadOnlyList<(RowMatch Match, string Cause)> Obstacles { get; init; } = [];
}

/// <summary>A column, or a constant.</summary>
public sealed record Value(string? Column, string? Constant)
{
    public string? Of(LogCase @case, LogRow row) => Constant ?? @case.Value(row, Column!);
}

/// <summary>Rows whose column holds one of these words.</summary>
public sealed record RowMatch(string Column, IReadOnlyList<string> Words)
{
    public bool Fits(LogCase @case, LogRow row) => @case.Value(row, Column) is { } word && Words.Contains(word, StringComparer.Ordinal);
}

/// <summary>How a promise is read from a case.</summary>
/// <param name="Made">The row at which it is made; null for the first.</param>
/// <param name="MadeAt">A column with the time of its making.</param>
/// <param name="Due">A column with its due time.</param>
/// <param name="Within">How long after its making it is due.</param>
/// <param name="WithinBy">The column that tells how long, and the lengths by word.</param>
/// <param name="KeptAt">A column with the time of its keeping.</param>
/// <param name="Kept">The rows at which it is kept: the first of them.</param>
/// <param name="KeptLast">Whether it is kept at the last row.</param>
public sealed record PromiseMapping(
    string Name, Value? By, RowMatch? Made, string? MadeAt, string? Due, TimeSpan? Within,
    (string Column, IReadOnlyDictionary<string, TimeSpan> Lengths)? WithinBy, string? KeptAt, RowMatch? Kept, bool KeptLast, string? What);
