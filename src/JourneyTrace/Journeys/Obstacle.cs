namespace JourneyTrace.Journeys;

/// <summary>Something that stops a link from working, from its meeting, included, to its clearing, excluded.</summary>
sealed class Obstacle(string cause, string? decision, DateTime met, Events.CaseEvent said)
{
    public string Cause { get; } = cause;

    public string? Decision { get; } = decision;

    public DateTime Met { get; } = met;

    /// <summary>The end of time while it has not been cleared.</summary>
    public DateTime Until { get; set; } = DateTime.MaxValue;

    /// <summary>The event that told of it: of two met at one time, the later of these counts.</summary>
    public Events.CaseEvent Said { get; } = said;

    /// <summary>Earlier met first, then earlier told.</summary>
    public static int Compare(Obstacle left, Obstacle right)
    {
        var order = left.Met.CompareTo(right.Met);
        return order != 0 ? order : Events.CaseEvent.Compare(left.Said, right.Said);
    }
}
