using JourneyTrace.Sealing;

namespace JourneyTrace.Storage;

/// <summary>The seals of one tenant's log: a chain that only grows.</summary>
public interface ILogSeals
{
    /// <summary>The newest; null where nothing is sealed.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    Task<Seal?> LastAsync(CancellationToken stop);

    /// <summary>Those after a number, in their order.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    Task<IReadOnlyList<Seal>> ReadAsync(long after, int limit, CancellationToken stop);

    /// <summary>The one that holds an event; null where it is not sealed yet.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    Task<Seal?> FindAsync(LogMark mark, CancellationToken stop);

    /// <summary>Adds the next one.</summary>
    /// <returns>False where somebody else added one of this number before.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot be reached; whether it was added is not known.</exception>
    Task<bool> TryAddAsync(Seal seal, CancellationToken stop);
}
