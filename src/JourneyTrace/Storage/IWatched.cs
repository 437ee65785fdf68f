namespace JourneyTrace.Storage;

/// <summary>What those who run the system look at, beside the lag.</summary>
public interface IWatched
{
    /// <summary>What waits for somebody.</summary>
    Task<WaitingForPeople> WaitingAsync(CancellationToken stop);

    /// <summary>The oldest transaction that may hold readers of the log back; null where there is none.</summary>
    Task<OldTransaction?> OldestTransactionAsync(CancellationToken stop);
}

/// <summary>What waits for somebody.</summary>
/// <param name="DeadLetters">Rejected events that nobody has mended.</param>
/// <param name="OpenFindings">Findings that are not resolved, by kind; every kind is there.</param>
public sealed record WaitingForPeople(long DeadLetters, IReadOnlyList<(string Kind, long Count)> OpenFindings);

/// <summary>A transaction.</summary>
/// <param name="Process">The number that PostgreSQL knows its connection by.</param>
/// <param name="Application">What its program calls itself; empty where this login may not see it.</param>
/// <param name="State">What it does: <c>idle in transaction</c> is the one to end; empty where this login may not see it.</param>
/// <param name="Since">When it began, UTC; null where this login may not see it.</param>
public sealed record OldTransaction(int Process, string Application, string State, DateTime? Since);
