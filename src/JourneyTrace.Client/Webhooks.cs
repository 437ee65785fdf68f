namespace JourneyTrace.Client;

/// <summary>A webhook that is to be made.</summary>
/// <param name="Url">Where changes of findings are sent: https, of the public internet unless the operator allows others.</param>
/// <param name="Types">Some of promise-broken, promise-at-risk and hotspot; all where it is missing.</param>
public sealed record NewWebhook(string? Url, IReadOnlyList<string>? Types = null);

/// <summary>A webhook that was made.</summary>
/// <param name="Secret">What its requests are signed with; it is shown this once.</param>
public sealed record MadeWebhook(string Secret, WebhookItem Item);

/// <summary>A webhook, and how it does.</summary>
/// <param name="State">ok, failing (it is tried again), or given-up after three days of failures: <c>resume</c> makes it go on from where it was.</param>
/// <param name="Delivered">How many changes were answered with success.</param>
/// <param name="Attempts">How often in a row the next one failed, and why the last time, in <paramref name="Failure"/>.</param>
/// <param name="NextAt">When it is tried again, where it is failing.</param>
public sealed record WebhookItem(string Id, string Url, IReadOnlyList<string>? Types, DateTime MadeAt, string State, long Delivered, int Attempts, string? Failure, DateTime? NextAt);

/// <summary>The webhooks of this tenant.</summary>
public sealed record WebhookList(IReadOnlyList<WebhookItem> Items);

/// <summary>What a webhook's request holds.</summary>
/// <param name="Id">The change's id, as in the stream of findings: the same again is the same change.</param>
/// <param name="Type">promise-broken, promise-at-risk or hotspot.</param>
/// <param name="Tenant">Whose it is.</param>
public sealed record WebhookEvent(string Id, string Type, string Tenant, FindingEvent Data);
