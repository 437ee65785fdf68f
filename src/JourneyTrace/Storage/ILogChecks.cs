namespace JourneyTrace.Storage;

/// <summary>What is held against a tenant's log by who verifies it, and what nobody who only reads the log would see.</summary>
public interface ILogChecks
{
    /// <summary>How many of these stored events are missing where duplicates are told, or are told there to be others: of another case, or with other content.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    Task<long> MiskeyedAsync(IReadOnlyList<StoredEvent> events, CancellationToken stop);

    /// <summary>Rows that no append has left behind. Looks through all of the log.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    Task<StrayRows> StrayAsync(CancellationToken stop);
}

/// <summary>Rows of a log that no append has left behind.</summary>
/// <param name="Events">Events that are read with their case, and that nobody who reads the log in its order ever comes to.</param>
/// <param name="Keys">How many events would be taken for duplicates though they are not stored.</param>
public readonly record struct StrayRows(long Events, long Keys);
