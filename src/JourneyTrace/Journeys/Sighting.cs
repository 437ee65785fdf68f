namespace JourneyTrace.Journeys;

/// <summary>Something that stood in the way, as it was told in one case.</summary>
/// <param name="Link">Where it was met.</param>
/// <param name="Handoff">The hand-off that it stopped; null for all that the link does in the case.</param>
/// <param name="Met">When, UTC.</param>
/// <param name="Cleared">When it went away, UTC; null while it has not.</param>
public sealed record Sighting(string Link, string? Handoff, string Cause, string? Decision, DateTime Met, DateTime? Cleared);
