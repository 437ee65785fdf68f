namespace JourneyTrace.Storage;

/// <summary>Hints that something was committed: they save waiting, and may be lost. Polling is the truth.</summary>
public interface IHints
{
    /// <summary>Calls <paramref name="hint"/> whenever something may have been committed, until stopped or broken off.</summary>
    /// <exception cref="StoreUnavailableException">The connection broke; listen again.</exception>
    Task ListenAsync(Action hint, CancellationToken stop);
}
