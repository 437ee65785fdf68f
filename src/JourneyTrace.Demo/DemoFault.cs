namespace JourneyTrace.Demo;

/// <summary>The fault that a made-up case has, as its generator knows it; at most one a case.</summary>
/// <param name="Link">Whose it is.</param>
/// <param name="Cause">In the words of docs/events.md.</param>
/// <param name="Form">How it shows: obstacle, slow, refused, incomplete, queue, decision, front, customer, or over-promise (late, and nothing was wrong: the promise was too short).</param>
/// <param name="Decisive">Whether the promise would have been kept without it.</param>
public sealed record DemoFault(string Link, string Cause, string Form, bool Decisive = true);

/// <summary>One made-up case.</summary>
/// <param name="Lines">Its events, one JSON object each, in no particular order.</param>
/// <param name="Fault">Null where nobody is at fault.</param>
public sealed record DemoStory(string Case, IReadOnlyList<string> Lines, DemoFault? Fault);
