namespace JourneyTrace.Client;

/// <summary>A key to be made.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it may do: intake, read, admin, personal.</param>
/// <param name="Sources">The sources that it may post events of; null for any.</param>
/// <param name="EndsAt">From when on it is worth nothing; null for never.</param>
/// <param name="Tenant">Whose data it opens; null for that of who makes it.</param>
/// <param name="RequestsPerSecond">How often it may ask, twice that for a moment; null for as often as it likes.</param>
/// <param name="EventsPerDay">How many events it may post on a day (UTC); null for as many as it likes.</param>
public sealed record NewKey(string? Name, IReadOnlyList<string>? Scopes, IReadOnlyList<string>? Sources = null, DateTimeOffset? EndsAt = null, string? Tenant = null,
    double? RequestsPerSecond = null, long? EventsPerDay = null);

/// <summary>A key without its secret.</summary>
/// <param name="Id">Its public part: what stands after <c>jt_</c>.</param>
public sealed record KeyItem(string Id, string Tenant, string Name, IReadOnlyList<string> Scopes, IReadOnlyList<string>? Sources, DateTime MadeAt, DateTime? EndsAt,
    double? RequestsPerSecond = null, long? EventsPerDay = null);

/// <summary>A key that was made.</summary>
/// <param name="Key">The key itself: it is shown this once.</param>
public sealed record MadeKey(string Key, KeyItem Item);

/// <summary>How a key is to be replaced.</summary>
/// <param name="GraceSeconds">How long the former one goes on; an hour by default.</param>
public sealed record Rotation(double? GraceSeconds = null);

/// <summary>All keys of a tenant.</summary>
public sealed record KeyList(IReadOnlyList<KeyItem> Items);

/// <summary>A tenant.</summary>
public sealed record TenantItem(string? Name);

/// <summary>All tenants.</summary>
public sealed record TenantList(IReadOnlyList<TenantItem> Items);

/// <summary>A key that a browser comes in with.</summary>
public sealed record SessionKey(string? Key);

/// <summary>Who asks.</summary>
/// <param name="Open">Whether anybody may do everything here.</param>
/// <param name="Name">Of the key; null where none was sent that is worth anything.</param>
public sealed record SessionState(bool Open, string? Tenant, string? Name, IReadOnlyList<string> Scopes);
