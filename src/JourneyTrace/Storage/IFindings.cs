namespace JourneyTrace.Storage;

/// <summary>What was found, with its state and history. What a traced case shows is found with the case's rows, in their transaction: once.</summary>
public interface IFindings
{
    /// <summary>Findings, the latest changed first.</summary>
    Task<IReadOnlyList<FindingRow>> ListAsync(FindingQuery query, FindingPlace? after, int limit, CancellationToken stop);

    /// <summary>The next changes after a mark, in an order in which none comes in front of one that was given.</summary>
    Task<IReadOnlyList<FindingChange>> ChangesAsync(LogMark after, int limit, CancellationToken stop);

    /// <summary>The mark after which everything that happens from now on lies.</summary>
    Task<LogMark> NowAsync(CancellationToken stop);

    /// <summary>When cases were last traced, UTC; null for never.</summary>
    Task<DateTime?> TracedAtAsync(CancellationToken stop);

    /// <summary>The states of all hotspots, by key; what is not among them is resolved. False where somebody else is at it.</summary>
    Task<bool> TellHotspotsAsync(IReadOnlyList<(string Key, string State)> states, CancellationToken stop);
}

/// <summary>Which findings are listed.</summary>
/// <param name="Kind">promise-broken, promise-at-risk or hotspot; null for all.</param>
/// <param name="Open">true for those that are not resolved, false for those that are; null for all.</param>
/// <param name="Filter">Those of promises that fit it; a hotspot fits where nothing but its own link is asked about.</param>
public sealed record FindingQuery(string? Kind, bool? Open, Filter Filter);

/// <summary>A finding.</summary>
/// <param name="Kind">promise-broken, promise-at-risk or hotspot.</param>
/// <param name="Case">Null for a hotspot.</param>
/// <param name="Subject">The promise, or the hotspot's key such as <c>link:finance</c>.</param>
/// <param name="State">open or resolved; of a hotspot new, ongoing, regressed or resolved.</param>
/// <param name="Link">Of a broken promise: the root link.</param>
/// <param name="Times">How often its state became another (of a promise: how often it was open).</param>
/// <param name="States">Each state it was in, and when it came to it.</param>
public sealed record FindingRow(
    string Kind, string? Case, string Subject, string State, string? Link, string? Cause, int Times, DateTime Since, DateTime ChangedAt, long Number,
    string[] States, DateTime[] Moments);

/// <summary>Where a list of findings goes on.</summary>
public sealed record FindingPlace(DateTime ChangedAt, long Number, string Kind, string Subject);

/// <summary>A change of a finding's state.</summary>
/// <param name="State">new, ongoing, regressed or resolved.</param>
public sealed record FindingChange(LogMark Mark, string Kind, string? Case, string Subject, string State, string? Link, string? Cause, DateTime At)
{
    /// <summary>The span that found it, as W3C writes it; null where nobody traced.</summary>
    public string? TraceParent { get; init; }
}
