namespace JourneyTrace.Storage;

/// <summary>Whether what is asked knows of what was stored: answers may come from a replica, and read models follow the log.</summary>
public interface IFreshness
{
    /// <summary>Waits until the answers hold every event up to a position, as the answer to a post names it. False where they do not in time.</summary>
    /// <exception cref="StoreUnavailableException">A database cannot be reached.</exception>
    Task<bool> ReachAsync(long position, TimeSpan patience, CancellationToken stop);
}
