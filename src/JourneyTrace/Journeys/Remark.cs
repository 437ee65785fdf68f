namespace JourneyTrace.Journeys;

/// <summary>An event that could no longer be true and changed nothing, and why.</summary>
public sealed record Remark(string Source, string Id, string Says);
