namespace JourneyTrace.Columns;

// Names are numbers of Names; moments are ticks (UTC), Moments.Never where there is none; numbers that are not known are NaN.

/// <summary>What became of a promise.</summary>
enum Fate : byte
{
    Open,
    Kept,
    Released,
    Broken,
    Abandoned,
}

/// <summary>On whose side a failed promise is rooted.</summary>
enum RootSide : byte
{
    None,
    Contact,
    Upstream,
    Customer,
}

/// <summary>How a hand-off ended.</summary>
enum Outcome : byte
{
    Open,
    Delivered,
    Refused,
    Returned,
    Incomplete,
    Withdrawn,
}

/// <summary>A case, and where its rows lie.</summary>
struct CaseFacts
{
    public long Number;

    /// <summary>By which transaction its rows were written.</summary>
    public ulong Written;

    /// <summary>In <see cref="CaseColumns.Texts"/>.</summary>
    public Stretch Name;
    public int Kind, Segment, Customer, LostReason;
    public double Value, Score;
    public long Opened, AsOf;
    public bool Closed, Lost;
    public Fate Status;
    public bool Promised;
    public Stretch Promises, Handoffs, Steps, Complaints, Effects, Contacts, Obstacles, Setbacks;
}

/// <summary>A promise with its verdict.</summary>
struct PromiseFacts
{
    public int Name, Sort, MadeBy, Channel, RootLink, RootCause, RootDecision;
    public long Made, Due, Ended;
    public double Lateness;
    public Fate Fate;
    public RootSide Side;
    public bool AtRisk;

    /// <summary>Everything in its tree, each once: in <see cref="CaseColumns.Numbers"/>.</summary>
    public Stretch Links, Arrows, Causes, Decisions;
    public Stretch Shares;

    public readonly bool Failed => Fate is Fate.Broken or Fate.Abandoned;
}

/// <summary>One share of a verdict.</summary>
struct ShareFacts
{
    public int Link, Arrow, Cause, Decision;
    public double Part, Excess;
}

/// <summary>A hand-off. Seconds.</summary>
struct HandoffFacts
{
    public int Node, From, To, Kind, Cause, Charged;
    public long Requested, Accepted, Ended;
    public double Taken, Allowance, Worked, Blame;
    public Outcome Outcome;
    public bool Passes, Informs;

    /// <summary>The promises that it served: names in <see cref="CaseColumns.Numbers"/>.</summary>
    public Stretch Promises;

    public readonly bool HasTerm => !double.IsNaN(Allowance);
}

/// <summary>A step of a case's path.</summary>
struct StepFacts
{
    public long Time, Started;
    public int Activity, Link, Person, Lifecycle;
}

/// <summary>How far a complaint came.</summary>
struct ComplaintFacts
{
    public int Name, HeardBy, RegisteredBy, ResolvedBy, LastLink, Passed, Tries;
    public long Voiced, Registered, Reached, Resolved;
}

/// <summary>What something cost or saved.</summary>
struct EffectFacts
{
    public long At;
    public int What, Side, Unit, Link, Decision, Because;
    public double Amount;
}

/// <summary>A touchpoint with the customer.</summary>
struct ContactFacts
{
    public long At;
    public int Channel;
    public bool Insisted;
    public double Minutes;
}

/// <summary>What stood in the way.</summary>
struct ObstacleFacts
{
    public int Link, Handoff, Cause, Decision;
    public long Met, Cleared;
}

/// <summary>A need that was refused, came incomplete or was sent back.</summary>
struct SetbackFacts
{
    public int From, To, Cause, SolvedBy;
    public long Since, Solved;
}
