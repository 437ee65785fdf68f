namespace JourneyTrace.Http.Access;

/// <summary>How much a key, or somebody with tokens of an issuer, may ask and post.</summary>
/// <param name="RequestsPerSecond">Over a while; for a moment twice as many. Null for as many as it likes.</param>
/// <param name="EventsPerDay">Events on a day (UTC), accepted or kept as dead letters, through all servers. Null for as many as it likes.</param>
public sealed record KeyLimits(double? RequestsPerSecond, long? EventsPerDay);
