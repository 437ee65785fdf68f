using JourneyTrace.Journeys.Paths;

namespace JourneyTrace.Journeys.Shares;

/// <summary>One cause's part in a broken promise.</summary>
/// <param name="Node">Where.</param>
/// <param name="Phase">What the time was spent on.</param>
/// <param name="Cause">Why.</param>
/// <param name="Decision">The decision behind it, where one is known.</param>
/// <param name="Fraction">Its part of all excess: above 0, at most 1; a promise's shares add up to 1.</param>
/// <param name="Excess">Time over the budget, as the link counts it; zero where a share of 1 only stands in.</param>
/// <param name="Since">When its earliest segment began, UTC.</param>
public sealed record Share(
    Node Node, Phase Phase, string Cause, string? Decision, double Fraction, TimeSpan Excess, DateTime Since)
{
    /// <summary>Whose it is.</summary>
    public string Link => Node.Link;
}
