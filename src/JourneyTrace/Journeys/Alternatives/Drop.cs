using JourneyTrace.Journeys.Paths;

namespace JourneyTrace.Journeys.Alternatives;

/// <summary>What is taken away: time that fits all that is said. Null fits anything.</summary>
/// <param name="Kind">The kind of case.</param>
/// <param name="Handoff">By who hands to whom: <c>sales → depot</c>.</param>
public sealed record Drop(string? Link, string? Kind, string? Cause, string? Decision, string? Handoff = null)
{
    internal bool Fits(Segment segment, string? kind) =>
        (Link is null || Link == segment.Link) && (Kind is null || Kind == kind)
        && (Cause is null || Cause == segment.Cause) && (Decision is null || Decision == segment.Decision)
        && (Handoff is null || segment.Node is Handoff { Between: var between } && between == Handoff);
}
