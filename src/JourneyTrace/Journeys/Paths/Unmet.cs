namespace JourneyTrace.Journeys.Paths;

/// <summary>A need that stayed with the provider: from its beginning, included, to its end, excluded.</summary>
/// <param name="By">The hand-off that did not meet it.</param>
/// <param name="Order">Place of the event that made it so in the order of replay.</param>
/// <param name="Answered">False for a silence: it was neither refused nor delivered in time.</param>
sealed record Unmet(Handoff By, DateTime From, DateTime Until, int Order, string Cause, string? Decision, bool Answered);
