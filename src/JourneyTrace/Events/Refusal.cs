namespace JourneyTrace.Events;

/// <summary>Why something was not taken, in words that name the field and the fix. Expected, hence a value and no exception.</summary>
/// <param name="Code">Stable and documented in <c>docs/problems.md</c>: programs may depend on it.</param>
/// <param name="Pointer">Where: a JSON pointer (RFC 6901) into what was sent; empty for all of it.</param>
/// <param name="Detail">For a person: what is wrong and what would be right.</param>
public sealed record Refusal(string Code, string Pointer, string Detail);
