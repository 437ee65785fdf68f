namespace JourneyTrace.Journeys.Paths;

/// <summary>A piece of the path: from <paramref name="From"/>, included, to <paramref name="To"/>, excluded, it was this link's time.</summary>
/// <param name="Node">The promise or hand-off that the time is charged to.</param>
/// <param name="Phase">What it was spent on.</param>
/// <param name="Cause">Why, in the words of <see cref="Events.Causes"/>.</param>
/// <param name="Decision">The decision behind it, where one is known.</param>
public sealed record Segment(Node Node, Phase Phase, string Cause, string? Decision, DateTime From, DateTime To)
{
    /// <summary>Whose time it was.</summary>
    public string Link => Node.Link;

    /// <summary>Unmet time that was refused or incomplete: no allowance pays for it.</summary>
    internal bool Unserved { get; init; }

    internal bool Continues(Segment earlier) =>
        Node == earlier.Node && Phase == earlier.Phase && Unserved == earlier.Unserved
        && Cause == earlier.Cause && Decision == earlier.Decision;
}
