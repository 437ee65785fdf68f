using JourneyTrace.Events;
using JourneyTrace.Journeys.Traces;

namespace JourneyTrace.Storage;

/// <summary>
/// Where traced cases are kept for questions: read models of one tenant, each rebuilt beside the one in use and switched
/// in one transaction. A model's cases are shared out over <see cref="Shards"/> shards by their number.
/// </summary>
public interface ITraceStore
{
    /// <summary>Into how many shards the cases are shared.</summary>
    const int Shards = 4;

    /// <summary>
    /// The shards of the models to keep up to date (the current one, and one that is being built), and whether there is
    /// something to do on each.
    /// </summary>
    Task<IReadOnlyList<ShardState>> ShardsAsync(DateTime now, CancellationToken stop);

    /// <summary>
    /// Takes a shard of a model for this caller alone, or null where somebody else has it. Who dies lets go of it; what
    /// somebody writes who lost it without knowing is not taken (<see cref="IShardLease.WriteAsync"/>).
    /// </summary>
    Task<IShardLease?> TryLeaseAsync(int model, int shard, CancellationToken stop);

    /// <summary>Begins a new model beside the current one; false where one is being built already.</summary>
    Task<bool> BeginRebuildAsync(CancellationToken stop);

    /// <summary>Where the rebuilding stands, or null where none is going on.</summary>
    Task<RebuildProgress?> ProgressAsync(CancellationToken stop);

    /// <summary>Makes the model that is built the current one, if it has caught up; false where it has not.</summary>
    Task<bool> TrySwitchAsync(CancellationToken stop);

    /// <summary>How far the current model is behind the log.</summary>
    Task<TraceLag> LagAsync(DateTime now, CancellationToken stop);

    /// <summary>Whether the current model has seen an event of this case at this mark.</summary>
    Task<bool> HasReplayedAsync(string @case, LogMark mark, CancellationToken stop);
}

/// <summary>A shard of a read model.</summary>
/// <param name="Building">Whether the model is still being built.</param>
/// <param name="Pending">Whether there is something to do.</param>
public sealed record ShardState(int Model, bool Building, int Shard, bool Pending);

/// <summary>How far a rebuild has come, in cases.</summary>
public sealed record RebuildProgress(long Done, long All);

/// <summary>How far the current model is behind the log.</summary>
/// <param name="Events">Committed events that it has not looked at.</param>
/// <param name="Cases">Cases that wait to be traced again for another reason than an event; a shard that is to take up another catalogue counts as one.</param>
/// <param name="Seconds">Age of the oldest event that it has not looked at.</param>
public sealed record TraceLag(long Events, long Cases, double Seconds);

/// <summary>A shard of a model, held by one worker.</summary>
public interface IShardLease : IAsyncDisposable
{
    /// <summary>How far it has read, as of the taking or of the last writing.</summary>
    ShardMark Mark { get; }

    /// <summary>The next thing to do: cases that changed, are due, or come next in a rebuild. Null for nothing.</summary>
    Task<ShardWork?> NextAsync(DateTime now, int limit, CancellationToken stop);

    /// <summary>Reads whole cases, each with all its committed events.</summary>
    Task<IReadOnlyList<CaseHistory>> ReadCasesAsync(IReadOnlyList<long> cases, CancellationToken stop);

    /// <summary>
    /// Replaces the cases' rows and moves the mark, in one transaction; cases that are touched are to be traced again later.
    /// False, and nothing written, where the shard was taken by somebody else meanwhile.
    /// </summary>
    Task<bool> WriteAsync(ShardMark done, IReadOnlyList<TracedCase> traces, Touched touched, CancellationToken stop);
}

/// <summary>How far a shard has read.</summary>
/// <param name="Log">The mark in the log.</param>
/// <param name="CaseCursor">In a rebuild, the last case done; null when it follows the log.</param>
/// <param name="Catalogue">The version of the catalogue that its cases were traced with.</param>
public sealed record ShardMark(LogMark Log, long? CaseCursor, int Catalogue);

/// <summary>Some work on a shard.</summary>
/// <param name="Cases">The numbers of the cases to trace again.</param>
/// <param name="Log">The mark in the log when it is done.</param>
/// <param name="CaseCursor">In a rebuild, the last case when it is done; null from when on the log is followed.</param>
/// <param name="Organisation">The organisation's events among what is new.</param>
/// <param name="More">Whether there is more to do at once.</param>
public sealed record ShardWork(
    IReadOnlyList<long> Cases, LogMark Log, long? CaseCursor, IReadOnlyList<CaseEvent> Organisation, bool More)
{
    /// <summary>Contexts of the spans that sent what is new, as W3C writes them; some of them, where there are many.</summary>
    public IReadOnlyList<string> TraceParents { get; init; } = [];

    /// <summary>How many events of these cases are new.</summary>
    public long Events { get; init; }
}

/// <summary>Which cases a decision or a change of the catalogue has a bearing on.</summary>
/// <param name="Links">Every case that one of these links has a part in.</param>
/// <param name="All">Every case.</param>
public sealed record Touched(IReadOnlyList<string> Links, bool All)
{
    public static Touched Nothing { get; } = new([], false);
}

/// <summary>A case's number, name and events.</summary>
public sealed record CaseHistory(long Number, string Case, IReadOnlyList<CaseEvent> Events);

/// <summary>A case that was traced.</summary>
/// <param name="Number">The case's number.</param>
/// <param name="Trace">What the replay found.</param>
/// <param name="WakeAt">When to trace it again though nothing happens, UTC; null for never.</param>
public sealed record TracedCase(long Number, CaseTrace Trace, DateTime? WakeAt);
