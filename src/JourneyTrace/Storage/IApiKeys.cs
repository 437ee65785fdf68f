namespace JourneyTrace.Storage;

/// <summary>The keys that programs and people come in with, of all tenants. A secret itself is never kept: only its SHA-256.</summary>
public interface IApiKeys
{
    /// <summary>All keys, also those that are revoked or have expired.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    Task<IReadOnlyList<ApiKey>> AllAsync(CancellationToken stop);

    /// <summary>Keeps a new key.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached; whether it was kept is not known.</exception>
    Task AddAsync(ApiKey key, CancellationToken stop);

    /// <summary>Ends a key at an instant, unless it ends sooner; from then on nobody comes in with it.</summary>
    /// <returns>False where the tenant has no such key.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    Task<bool> EndAsync(string tenant, string id, DateTime at, CancellationToken stop);

    /// <summary>Adds to how many events were taken from keys on a day (UTC).</summary>
    /// <returns>What that comes to for each of them, through all servers, by the key's id.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot be reached; nothing was added, or it is not known.</exception>
    Task<IReadOnlyDictionary<string, long>> CountAsync(IReadOnlyList<(string Tenant, string Key, long Events)> taken, DateOnly day, CancellationToken stop);

    /// <summary>Makes a tenant, whose data nobody else sees.</summary>
    /// <returns>False where there is one of this name.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    Task<bool> AddTenantAsync(string name, CancellationToken stop);

    /// <summary>The names of all tenants.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    Task<IReadOnlyList<string>> TenantsAsync(CancellationToken stop);
}

/// <summary>A key.</summary>
/// <param name="Tenant">Whose data it opens.</param>
/// <param name="Id">Its public part, to name it by.</param>
/// <param name="Name">What it is for, for people.</param>
/// <param name="Scopes">What it may do: intake, read, admin, personal.</param>
/// <param name="Sources">The sources that it may post events of; null for any.</param>
/// <param name="EndsAt">From when on it is worth nothing; null for never.</param>
/// <param name="Hash">The SHA-256 of its secret part.</param>
/// <param name="RequestsPerSecond">How often it may ask; null for as often as it likes.</param>
/// <param name="EventsPerDay">How many events it may post on a day (UTC); null for as many as it likes.</param>
public sealed record ApiKey(
    string Tenant, string Id, string Name, IReadOnlyList<string> Scopes, IReadOnlyList<string>? Sources, DateTime MadeAt, DateTime? EndsAt, byte[] Hash,
    double? RequestsPerSecond = null, long? EventsPerDay = null);
