namespace JourneyTrace.Http.Access;

/// <summary>How much a key may ask and post.</summary>
/// <param name="RequestsPerSecond">Over a while; for a moment twice as many. Null for as many as it likes.</param>
/// <param name="EventsPerDay">Accepted events on a day (UTC), through all servers. Null for as many as it likes.</param>
public sealed record KeyLimits(double? RequestsPerSecond, long? EventsPerDay);
