namespace JourneyTrace.Journeys.Paths;

/// <summary>What a piece of time was spent on.</summary>
public enum Phase
{
    /// <summary>Nothing stood in the way.</summary>
    Work,

    /// <summary>A hand-off waited to be accepted.</summary>
    Queue,

    /// <summary>Something stopped the link.</summary>
    Obstacle,

    /// <summary>A need was refused, served incompletely, or never answered.</summary>
    Unmet,

    /// <summary>The customer's own time.</summary>
    Customer,

    /// <summary>The promise was shorter than what every link had agreed to.</summary>
    Promise,
}
