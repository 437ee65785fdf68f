namespace JourneyTrace.Storage;

/// <summary>Which journeys were told to a trace store, in which revision; and which are to be told next.</summary>
public interface IJourneyExports
{
    /// <summary>The tenant's number: a part of the names of its traces.</summary>
    int Tenant { get; }

    /// <summary>The case whose journey has this trace id, in any revision that was told; null where there is none.</summary>
    /// <param name="traceId">32 hex digits.</param>
    Task<(string Case, int Revision)?> FindAsync(string traceId, CancellationToken stop);

    /// <summary>What was told of a case last; null where nothing was.</summary>
    Task<ToldJourney?> LastAsync(string @case, CancellationToken stop);

    /// <summary>Takes the exporting for this caller alone until it is disposed of; null where somebody else has it.</summary>
    Task<IExportLease?> TryLeaseAsync(CancellationToken stop);
}

/// <summary>The exporting, held by one.</summary>
public interface IExportLease : IAsyncDisposable
{
    /// <summary>
    /// Cases that have settled since the last call, and cases that changed after they were told: everything ended, and no event since
    /// <paramref name="before"/>. From the first call on; what was before that is told by the command.
    /// </summary>
    Task<SettledCases> SettledAsync(DateTime before, int limit, CancellationToken stop);

    /// <summary>Keeps what was told of a case.</summary>
    Task TellAsync(string @case, ToldJourney told, CancellationToken stop);

    /// <summary>All of these were told: the next call goes on after them.</summary>
    Task DoneAsync(SettledCases told, CancellationToken stop);
}

/// <summary>Cases to tell, and where to go on after them.</summary>
/// <param name="Looked">How many cases were looked at: 0 where there was nothing new.</param>
/// <param name="SettledAt">Time of the last event of the last case that was looked at, UTC; with its number in <paramref name="SettledCase"/>.</param>
/// <param name="Written">By which transaction the last case was written that was looked at because it changed; with its number in <paramref name="WrittenCase"/>.</param>
public sealed record SettledCases(IReadOnlyList<string> Cases, int Looked, DateTime SettledAt, long SettledCase, ulong Written, long WrittenCase);

/// <summary>What was told of a case.</summary>
/// <param name="Revision">1 for the first time.</param>
/// <param name="Content">Of what it said: the same content is not told again.</param>
/// <param name="Refused">Whether the store would not take it: it has the revision before it, if any.</param>
public sealed record ToldJourney(int Revision, Guid Content, bool Refused)
{
    /// <summary>The revision that the store has; null where it has none.</summary>
    public int? Arrived => !Refused ? Revision : Revision > 1 ? Revision - 1 : null;

    /// <summary>The id of the trace that it was told as; needed where it is kept, for a later revision is found by it.</summary>
    public Guid Journey { get; init; }
}
