using JourneyTrace.Events;

namespace JourneyTrace.Journeys;

/// <summary>What first ended a hand-off.</summary>
public enum HandoffOutcome
{
    /// <summary>Nothing yet.</summary>
    Open,

    /// <summary>Served wholly.</summary>
    Delivered,

    /// <summary>Served with something missing.</summary>
    Incomplete,

    Refused,

    /// <summary>Sent back to be mended.</summary>
    Returned,

    /// <summary>Needed no more.</summary>
    Withdrawn,
}

/// <summary>One link needs something from another.</summary>
public sealed class Handoff : Node
{
    internal Handoff(string name, HandoffRequested request, DateTime requested, int order, List<Node> parents)
        : base(name, request.To, requested, order)
    {
        Request = request;
        Roots = Roots.Of(parents);
        foreach (var parent in parents)
            parent.Adopt(this);
    }

    internal HandoffRequested Request { get; }

    /// <summary>The link that asked.</summary>
    public string Requester => Request.From;

    /// <summary>Who hands to whom, as reports name it: <c>sales → depot</c>.</summary>
    public string Between => $"{Requester} → {Link}";

    /// <summary>work, information, approval, escalation, complaint or payment.</summary>
    public string Kind => Request.Kind;

    public HandoffMode Mode => Request.Mode;

    /// <summary>The first acceptance before its end, UTC.</summary>
    public DateTime? Accepted { get; internal set; }

    public HandoffOutcome Outcome { get; private set; }

    /// <summary>Why it was refused, returned or came incomplete.</summary>
    public string? Cause { get; private set; }

    /// <summary>The decision behind that, where one was named.</summary>
    public string? Decision { get; private set; }

    /// <summary>When a hand-off that was refused or incomplete was delivered after all, UTC.</summary>
    internal DateTime? DeliveredAfterAll { get; private set; }

    /// <summary>When a hand-off that was refused or incomplete was needed no more, UTC.</summary>
    internal DateTime? WithdrawnAfterAll { get; private set; }

    /// <summary>Place of the event that ended it in the order of replay.</summary>
    internal int EndOrder { get; private set; }

    public override bool Fulfilled => Outcome is HandoffOutcome.Delivered or HandoffOutcome.Incomplete;

    /// <summary>Refused or incomplete: what was needed was not had.</summary>
    internal bool LeftANeed => Outcome is HandoffOutcome.Refused or HandoffOutcome.Incomplete;

    /// <summary>When it was first delivered completely, or null.</summary>
    internal DateTime? CompleteAt => Outcome == HandoffOutcome.Delivered ? End : DeliveredAfterAll;

    /// <summary>Not ended, and where it hangs on promises, one of them has not ended either.</summary>
    internal bool Live => End is null && Roots is not { Live: false };

    internal bool MayBeTriedAgain => Outcome is HandoffOutcome.Refused or HandoffOutcome.Returned or HandoffOutcome.Incomplete;

    /// <summary>What two hand-offs of one requester have in common where one can stand in for the other.</summary>
    internal (string Requester, string? Need, string? Kind) NeedKey =>
        (Requester, Request.Need, Request.Need is null ? Kind : null);

    /// <summary>False where this can no longer be true.</summary>
    internal bool TryEnd(HandoffOutcome outcome, DateTime time, int order, string? cause, string? decision)
    {
        if (End is not null)
            return TryEndAfterAll(outcome, time);
        End = time;
        EndOrder = order;
        Outcome = outcome;
        Cause = cause;
        Decision = decision;
        return true;
    }

    bool TryEndAfterAll(HandoffOutcome outcome, DateTime time)
    {
        if (!LeftANeed || DeliveredAfterAll is not null || WithdrawnAfterAll is not null)
            return false;
        if (outcome == HandoffOutcome.Delivered)
            DeliveredAfterAll = time;
        else if (outcome == HandoffOutcome.Withdrawn)
            WithdrawnAfterAll = time;
        else
            return false;
        return true;
    }
}
