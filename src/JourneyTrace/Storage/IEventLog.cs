using JourneyTrace.Events;

namespace JourneyTrace.Storage;

/// <summary>
/// The event log of one tenant: append-only, the only truth. Every implementation MUST hold these words; the contract
/// suite in the tests does.
/// </summary>
public interface IEventLog
{
    /// <summary>
    /// Appends events in one transaction and returns when it has committed. Answers one result for each event, in order.
    /// An event whose source and id are stored already (or stand earlier in <paramref name="events"/>) with the same content
    /// is a duplicate, with other content a conflict; neither is stored, and neither keeps the others from being stored.
    /// Appends name no expected version: two that append to one case never conflict. Any number may append at once.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Nothing was stored, or it is not known; the same call may be made again.</exception>
    Task<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken stop);

    /// <summary>The event of that name, or null. An acknowledged event is found from then on.</summary>
    Task<StoredEvent?> FindAsync(string source, string id, CancellationToken stop);

    /// <summary>All committed events of a case, in no particular order; empty where there is no such case.</summary>
    Task<IReadOnlyList<StoredEvent>> ReadCaseAsync(string @case, CancellationToken stop);

    /// <summary>How many events of a case are committed.</summary>
    Task<long> CountCaseAsync(string @case, CancellationToken stop);

    /// <summary>
    /// The next events after a mark, in the order of the log. MUST NOT skip an event that commits later: what a running
    /// transaction may still precede is not given yet. The same mark gives the same events again, and more at the end.
    /// </summary>
    Task<LogSlice> ReadAsync(LogMark after, int limit, CancellationToken stop);

    /// <summary>Every source that events came from, stored or rejected, by name. The first question counts the whole log, each of the next what came since.</summary>
    Task<IReadOnlyList<SourceRow>> SourcesAsync(CancellationToken stop);

    /// <summary>How many events were committed, and how many of them cannot be read yet because of running transactions.</summary>
    Task<LogState> StateAsync(CancellationToken stop);
}

/// <summary>A source of events.</summary>
/// <param name="Events">How many of its events are stored.</param>
/// <param name="DeadLetters">How many were rejected, and are not mended.</param>
/// <param name="FirstAt">When the first came, UTC.</param>
/// <param name="LastAt">When the last came, UTC.</param>
/// <param name="AheadSeconds">How far an event of it was dated ahead of our clock at the most; null where none is stored.</param>
/// <param name="LateSeconds">How late its events came at the least, by our clock; null where none is stored.</param>
/// <param name="Behind">Whether they come late by about the same each time, a minute or more, though they come as fast as they happen: its clock is behind, or something holds them all back.</param>
public sealed record SourceRow(string Source, long Events, long DeadLetters, DateTime FirstAt, DateTime LastAt, double? AheadSeconds, double? LateSeconds, bool Behind);

/// <summary>What became of an event that was to be appended.</summary>
public enum AppendOutcome
{
    /// <summary>Stored and committed.</summary>
    Accepted,

    /// <summary>The same was stored before.</summary>
    Duplicate,

    /// <summary>Something else was stored before under this source and id.</summary>
    Conflict,
}

/// <summary>The answer to one appended event.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Position">A position of the log at or after it (of the stored one, where it is a duplicate or in conflict).</param>
public readonly record struct Appended(AppendOutcome Outcome, long Position);

/// <summary>A place in the order of the log: after the event of this transaction and position. The default is the beginning.</summary>
public readonly record struct LogMark(ulong Transaction, long Position) : IComparable<LogMark>
{
    public int CompareTo(LogMark other) =>
        Transaction != other.Transaction ? Transaction.CompareTo(other.Transaction) : Position.CompareTo(other.Position);

    public static bool operator <(LogMark left, LogMark right) => left.CompareTo(right) < 0;

    public static bool operator >(LogMark left, LogMark right) => left.CompareTo(right) > 0;

    public static bool operator <=(LogMark left, LogMark right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LogMark left, LogMark right) => left.CompareTo(right) >= 0;
}

/// <summary>Some events in the order of the log, and the mark after the last of them.</summary>
public sealed record LogSlice(IReadOnlyList<StoredEvent> Events, LogMark End);

/// <summary>The size of the log.</summary>
/// <param name="Position">The highest committed position.</param>
/// <param name="Unreadable">Committed events that a running transaction may still precede.</param>
public sealed record LogState(long Position, long Unreadable);
