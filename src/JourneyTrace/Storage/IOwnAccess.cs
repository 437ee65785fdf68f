namespace JourneyTrace.Storage;

/// <summary>One tenant's keys and who asked for what of his: nothing of another tenant is in it.</summary>
public interface IOwnAccess
{
    /// <summary>All his keys, also those that are revoked or have expired, without their hashes.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    Task<IReadOnlyList<ApiKey>> KeysAsync(CancellationToken stop);

    /// <summary>Keeps a new key of his.</summary>
    /// <exception cref="ArgumentException">It is another tenant's.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached; whether it was kept is not known.</exception>
    Task AddKeyAsync(ApiKey key, CancellationToken stop);

    /// <summary>Ends a key of his at an instant, unless it ends sooner; from then on nobody comes in with it.</summary>
    /// <returns>False where he has no such key.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    Task<bool> EndKeyAsync(string id, DateTime at, CancellationToken stop);

    /// <summary>Who asked for what of his, the newest first.</summary>
    /// <param name="before">Those before this number; null for the newest.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    Task<IReadOnlyList<KeptAuditEntry>> AuditAsync(long? before, int limit, CancellationToken stop);
}
