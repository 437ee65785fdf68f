namespace JourneyTrace.Events;

/// <summary>One event as a replay sees it. <see cref="Source"/> and <see cref="Id"/> name it for ever.</summary>
/// <param name="Source">The system that told us.</param>
/// <param name="Id">Its name for the event.</param>
/// <param name="Type">What kind of fact it is.</param>
/// <param name="Time">When it happened, in UTC, to the microsecond.</param>
/// <param name="RecordedAt">When it reached us, in UTC.</param>
/// <param name="Fact">What happened.</param>
public sealed record CaseEvent(string Source, string Id, EventType Type, DateTime Time, DateTime RecordedAt, Fact Fact)
{
    /// <summary>The order of replay: by time, then rank of the type, then source, then id (ordinal).</summary>
    public static int Compare(CaseEvent left, CaseEvent right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var order = left.Time.CompareTo(right.Time);
        if (order == 0)
            order = left.Type.CompareTo(right.Type);
        if (order == 0)
            order = string.CompareOrdinal(left.Source, right.Source);
        return order != 0 ? order : string.CompareOrdinal(left.Id, right.Id);
    }
}
