namespace JourneyTrace.Client;

/// <summary>What failed promises cost the customer in trips, insisting and time.</summary>
/// <param name="Promises">Failed promises asked about.</param>
/// <param name="MinutesPerPromise">Null where there is none.</param>
/// <param name="Items">By the link that the promise is rooted in. A touchpoint within several promises counts once for each link.</param>
/// <param name="Missing">What would have to be known for a better answer, and how to tell it.</param>
public sealed record EffortAnswer(
    long Promises, long Contacts, long Trips, long Insisted, double Minutes, double? MinutesPerPromise, IReadOnlyList<EffortItem> Items, string? Next,
    IReadOnlyList<string> Missing);

/// <summary>One root link.</summary>
/// <param name="Contacts">Touchpoints between the making of the promise and its end.</param>
/// <param name="Trips">Those of a channel that the customer had to go to: visit, in-person, shop, store, branch, office, desk or counter.</param>
public sealed record EffortItem(string Link, long Promises, long Contacts, long Trips, long Insisted, double Minutes);

/// <summary>What was recorded to have cost or saved something, and the customers who were lost.</summary>
/// <param name="Items">Effects of the organisation's own making. Amounts of one unit may be added up, others not.</param>
/// <param name="NotCounted">Effects for a reason outside, such as inflation: no hidden cost.</param>
/// <param name="Lost">Customers (or suppliers) who were lost.</param>
public sealed record CostsAnswer(
    IReadOnlyList<CostItem> Items, string? Next, IReadOnlyList<CostItem> NotCounted, IReadOnlyList<LostItem> Lost, IReadOnlyList<string> Missing);

/// <summary>Effects of one sort.</summary>
/// <param name="Link">The link that the effect names, or that the gravest failed promise of its case is rooted in; null where neither is known.</param>
/// <param name="Side">internal or external.</param>
/// <param name="Because">Why, as it was told: process, or a cause.</param>
public sealed record CostItem(string? Link, string What, string? Unit, string Side, string? Because, long Effects, long Cases, double Amount);

/// <summary>Customers lost for one reason, by the link that the gravest failed promise of their case is rooted in.</summary>
public sealed record LostItem(string? Link, string? Reason, long Customers, double Value);

/// <summary>How much of the time of cases somebody worked on them.</summary>
public sealed record FlowAnswer(IReadOnlyList<FlowItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>Cases of one kind, from the first hand-off to the last end.</summary>
/// <param name="WorkedSeconds">From acceptance to end, less the time in which a link waited for others, on average for a case.</param>
/// <param name="WaitingShare">The part of all time in which nobody worked, 0 to 1; null where no hand-off was ever accepted.</param>
/// <param name="Approvals">Hand-offs of kind approval; of them <paramref name="Returned"/> sent back.</param>
public sealed record FlowItem(
    string? Kind, long Cases, double MedianElapsedSeconds, double MeanElapsedSeconds, double WorkedSeconds, double? WaitingShare, long Approvals, long Returned,
    double ApprovalsPerCase);
