using JourneyTrace.Storage;

namespace JourneyTrace.Http.Access;

/// <summary>The keys that a caller may see, make and end: his tenant's, which the database holds him to, or all of them where he is the operator.</summary>
sealed class ReachableKeys(Caller caller, IApiKeys all, IOwnAccess own)
{
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public Task<IReadOnlyList<ApiKey>> AllAsync(CancellationToken stop) => caller.IsOperator ? all.AllAsync(stop) : own.KeysAsync(stop);

    /// <exception cref="ArgumentException">There is no such tenant, or it is not the caller's.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public Task AddAsync(ApiKey key) => caller.IsOperator ? all.AddAsync(key, CancellationToken.None) : own.AddKeyAsync(key, CancellationToken.None);

    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public Task<bool> EndAsync(ApiKey key, DateTime at) =>
        caller.IsOperator ? all.EndAsync(key.Tenant, key.Id, at, CancellationToken.None) : own.EndKeyAsync(key.Id, at, CancellationToken.None);

    /// <exception cref="ProblemException">He may see none of this id.</exception>
    public async Task<ApiKey> FindAsync(string id, CancellationToken stop) => (await AllAsync(stop)).FirstOrDefault(key => key.Id == id)
        ?? throw new ProblemException(Problem.NotFound, "There is no key of this id; GET /v1/keys lists them");
}
