namespace JourneyTrace.Journeys;

/// <summary>How a promise ended.</summary>
public enum PromiseEnd
{
    /// <summary>It has not.</summary>
    None,

    /// <summary>Kept, or the complaint answered.</summary>
    Kept,

    /// <summary>The customer let us off.</summary>
    Released,

    /// <summary>The customer was lost or the case closed.</summary>
    Dropped,
}

/// <summary>What stands at the moment of asking: in time or not.</summary>
public enum PromiseStatus
{
    /// <summary>Not ended, and not yet past its due time.</summary>
    Open,

    /// <summary>Kept at or before its due time.</summary>
    Kept,

    /// <summary>Released at or before its due time.</summary>
    Released,

    /// <summary>Ended with the case or the customer, at or before its due time.</summary>
    Abandoned,

    /// <summary>Everything else.</summary>
    Broken,
}

/// <summary>What the organisation told the customer, and by when. A complaint is one too.</summary>
public sealed class Promise : Node
{
    internal Promise(string name, string maker, DateTime made, int order, DateTime due, string? what, bool isComplaint)
        : base(name, maker, made, order)
    {
        Due = due;
        What = what;
        IsComplaint = isComplaint;
        Roots = Roots.OfPromise();
    }

    /// <summary>In the customer's words; null where nobody wrote it down.</summary>
    public string? What { get; }

    public bool IsComplaint { get; }

    /// <summary>Where it was given, such as web or phone; null where nobody said.</summary>
    public string? Channel { get; internal init; }

    /// <summary>By when, UTC, as last agreed.</summary>
    public DateTime Due { get; internal set; }

    /// <summary>How often its due time was moved without agreement, or too late.</summary>
    public int Slips { get; internal set; }

    public PromiseEnd EndedBy { get; private set; }

    /// <summary>Of a complaint: when it was first put on record, UTC; null for never.</summary>
    public DateTime? RegisteredAt { get; internal set; }

    /// <summary>Of a complaint: who put it on record, where that was said.</summary>
    public string? RegisteredBy { get; internal set; }

    /// <summary>Of a complaint: who answered it, where that was said.</summary>
    public string? ResolvedBy { get; internal set; }

    public override bool Fulfilled => EndedBy == PromiseEnd.Kept;

    /// <summary>What stands at <paramref name="asOf"/>.</summary>
    public PromiseStatus StatusAt(DateTime asOf)
    {
        if ((End ?? asOf) > Due)
            return PromiseStatus.Broken;
        return EndedBy switch
        {
            PromiseEnd.Kept => PromiseStatus.Kept,
            PromiseEnd.Released => PromiseStatus.Released,
            PromiseEnd.Dropped => PromiseStatus.Abandoned,
            _ => PromiseStatus.Open,
        };
    }

    internal void Finish(DateTime time, PromiseEnd how)
    {
        End = time;
        EndedBy = how;
        Roots!.End();
    }
}
