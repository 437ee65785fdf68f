namespace JourneyTrace.Client;

/// <summary>Needs that were refused, came incomplete or were sent back: by whom, why, and who solved it.</summary>
/// <param name="Peers">Solved by the links among themselves.</param>
/// <param name="Hierarchy">Solved after somebody had gone to a superior.</param>
/// <param name="Escalations">What going to a superior was like.</param>
public sealed record ConflictsAnswer(
    long Setbacks, long Unsolved, SolvedPart Peers, SolvedPart Hierarchy, EscalationsItem Escalations, IReadOnlyList<ConflictItem> Items, string? Next,
    IReadOnlyList<string> Missing);

/// <summary>Setbacks that were solved in one way.</summary>
/// <param name="Share">Of all that were solved, 0 to 1; with its 95 % interval in <paramref name="Ci95"/>.</param>
public sealed record SolvedPart(long Count, double? Share, double[]? Ci95, double? MedianSeconds);

/// <summary>Setbacks of one pair of links for one cause.</summary>
/// <param name="Recurring">Whether it came at least three times.</param>
public sealed record ConflictItem(
    string From, string To, string? Cause, long Count, long Cases, bool Recurring, DateTime First, DateTime Last, long ByPeers, long ByHierarchy, long Unsolved,
    double? MedianByPeersSeconds, double? MedianByHierarchySeconds);

/// <summary>Cases that were taken to a superior, and what that cost.</summary>
/// <param name="Steps">Hand-offs of kind escalation.</param>
/// <param name="Away">Of these, to somebody who was absent.</param>
/// <param name="MedianSeconds">From the first step to the last end, in a case.</param>
/// <param name="Saved">Cases whose promises were kept, the customer not lost.</param>
/// <param name="Lost">Cases that failed all the same.</param>
/// <param name="Price">What was recorded to have cost or saved something in these cases.</param>
public sealed record EscalationsItem(long Cases, long Steps, long Away, double? MedianSeconds, long Saved, long Lost, IReadOnlyList<PriceItem> Price);

/// <summary>Effects of one sort.</summary>
public sealed record PriceItem(string What, string? Unit, string Side, long Effects, double Amount);

/// <summary>Whether links get on, month by month; those that get worse first.</summary>
public sealed record RelationsAnswer(IReadOnlyList<RelationItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>One pair of links.</summary>
/// <param name="Difference">The rate of refusals in the later half of the months less that in the earlier half; with its 95 % interval (Newcombe) in <paramref name="Ci95"/>.</param>
/// <param name="Eroding">Whether that interval lies above 0.</param>
public sealed record RelationItem(
    string From, string To, long Handoffs, long Refused, long Escalations, long Dismissed, double ColleaguesLeft, double? Difference, double[]? Ci95, bool Eroding,
    IReadOnlyList<RelationMonth> Months);

/// <summary>One month (of the calendar, UTC).</summary>
/// <param name="Escalations">What the requester took to a superior, in whatever matter.</param>
/// <param name="Dismissed">Of these, refused, sent back or never answered.</param>
/// <param name="ColleaguesLeft">Effects <c>colleague-left</c> of the requester's.</param>
public sealed record RelationMonth(
    DateTime Month, long Handoffs, long Refused, double? Rate, double[]? Ci95, long Escalations, long Dismissed, double ColleaguesLeft);
