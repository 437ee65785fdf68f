namespace JourneyTrace.Storage;

/// <summary>Who asked for what, of all tenants. It is only added to; <see cref="IOwnAccess"/> reads what is a tenant's.</summary>
public interface IAuditLog
{
    /// <summary>Keeps entries, in their order.</summary>
    /// <exception cref="StoreUnavailableException">None was kept, or it is not known.</exception>
    Task AddAsync(IReadOnlyList<AuditEntry> entries, CancellationToken stop);
}

/// <summary>One request.</summary>
/// <param name="Tenant">Whose data was asked for.</param>
/// <param name="At">When it was answered, UTC.</param>
/// <param name="Caller">The id of the key; empty where none was sent that is known, <c>anybody</c> at an open server.</param>
/// <param name="Name">The key's name then.</param>
/// <param name="Path">What was asked for, with its parameters; cut after 500 characters.</param>
/// <param name="Status">What was answered: an HTTP status.</param>
public sealed record AuditEntry(string Tenant, DateTime At, string Caller, string Name, string Method, string Path, int Status);

/// <summary>An entry and its number, which grows.</summary>
public sealed record KeptAuditEntry(long Number, DateTime At, string Caller, string Name, string Method, string Path, int Status);
