namespace JourneyTrace.Storage;

/// <summary>Webhooks of one tenant: where changes of findings are sent, and how far each of them was told.</summary>
public interface IWebhooks
{
    /// <summary>All of them, the oldest first.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached. So for all others.</exception>
    Task<IReadOnlyList<Webhook>> AllAsync(CancellationToken stop);

    Task AddAsync(Webhook webhook, CancellationToken stop);

    /// <summary>False where there is none of that id.</summary>
    Task<bool> RemoveAsync(string id, CancellationToken stop);

    /// <summary>Makes it go on at once, also where it was given up. False where there is none of that id.</summary>
    Task<bool> ResumeAsync(string id, CancellationToken stop);

    /// <summary>One that is due and that nobody is at; nobody else gets it for a minute. Null where there is none.</summary>
    Task<WebhookLease?> LeaseAsync(CancellationToken stop);

    /// <summary>It was told everything up to this mark. False where the lease was lost meanwhile.</summary>
    /// <param name="sent">How many of it were sent: the others are of types that it does not ask for.</param>
    Task<bool> MoveAsync(WebhookLease lease, LogMark mark, int sent, CancellationToken stop);

    /// <summary>Gives it back.</summary>
    /// <param name="failure">Why the last request failed; null where none did.</param>
    /// <param name="next">When it is due again, UTC; null to give it up.</param>
    Task ReleaseAsync(WebhookLease lease, string? failure, DateTime? next, CancellationToken stop);
}

/// <summary>Where changes of findings are sent.</summary>
/// <param name="Types">Those that it asks for; null for all.</param>
/// <param name="Secret">What requests are signed with, as it is kept.</param>
/// <param name="Mark">It was told everything up to here.</param>
/// <param name="Delivered">How many were answered with success.</param>
/// <param name="Attempts">How often in a row a request failed.</param>
/// <param name="FailingSince">When the first of those failed, UTC; null where none did.</param>
/// <param name="Failure">Why the last of them failed.</param>
/// <param name="NextAt">When it is tried again, UTC.</param>
/// <param name="GivenUpAt">When it was given up, UTC; null while it is tried.</param>
public sealed record Webhook(
    string Id, string Url, string[]? Types, byte[] Secret, DateTime MadeAt, LogMark Mark, long Delivered, int Attempts, DateTime? FailingSince, string? Failure, DateTime NextAt, DateTime? GivenUpAt);

/// <summary>A webhook that nobody else is at for a minute.</summary>
public sealed record WebhookLease(Webhook Webhook, Guid Token);
