using JourneyTrace.Journeys.Paths;

namespace JourneyTrace.Journeys.Alternatives;

/// <summary>What is taken away: time that fits all that is said. Null fits anything.</summary>
/// <param name="Kind">The kind of case.</param>
public sealed record Drop(string? Link, string? Kind, string? Cause, string? Decision)
{
    internal bool Fits(Segment segment, string? kind) =>
        (Link is null || Link == segment.Link) && (Kind is null || Kind == kind)
        && (Cause is null || Cause == segment.Cause) && (Decision is null || Decision == segment.Decision);
}
