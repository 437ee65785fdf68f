namespace JourneyTrace.Client;

/// <summary>Decisions and what they did, the gravest first.</summary>
public sealed record DecisionsAnswer(IReadOnlyList<DecisionItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>One decision and what it did.</summary>
/// <param name="Windows">When it was to hold, at which links; none where nobody told it (decision.taken).</param>
/// <param name="Cases">Cases with a failed promise that it has a share in.</param>
/// <param name="Promises">These promises.</param>
/// <param name="Roots">Those rooted in it.</param>
/// <param name="CommonCause">Its part of all failed promises asked about, 0 to 1; with its 95 % interval in <paramref name="Ci95"/>.</param>
/// <param name="HoursLost">Time over what was agreed, for its sake.</param>
/// <param name="Value">What the customers concerned are worth, each once.</param>
/// <param name="Unanswered">Which of the four questions nobody answered before: impact, mitigation, plan, alternatives.</param>
public sealed record DecisionItem(
    string Decision, string? Title, IReadOnlyList<DecisionWindow> Windows, long Cases, long Customers, long Promises, long Roots, double? CommonCause,
    double[]? Ci95, double Blame, double HoursLost, double Value, IReadOnlyList<string> Unanswered);

/// <summary>A window of a decision.</summary>
public sealed record DecisionWindow(DateTime From, DateTime To, string Cause, IReadOnlyList<string> Links);

/// <summary>What one decision did, inside and outside.</summary>
/// <param name="CapacityRemoved">Of the links known to the catalogue, how many it touched, 0 to 1; null where the catalogue knows none.</param>
/// <param name="Uncovered">Hand-offs into its links in its window that nobody took before it ended, and no other link instead.</param>
/// <param name="UncoveredItems">The first of them.</param>
/// <param name="Suspected">What came after it and is not told to be its doing.</param>
/// <param name="Missing">What would have to be known for a better answer, and how to tell it.</param>
public sealed record ImpactAnswer(
    DecisionItem Decision, double? CapacityRemoved, long Uncovered, IReadOnlyList<UncoveredItem> UncoveredItems, MoneyItem Money, IReadOnlyList<SuspectedItem> Suspected,
    IReadOnlyList<string> Missing);

/// <summary>A hand-off that nobody took.</summary>
public sealed record UncoveredItem(string Case, string Handoff, string From, string To, DateTime RequestedAt);

/// <summary>What it saved against what it cost. Amounts in the units they were told in: they are added up as they are.</summary>
/// <param name="Saves">As the decision said.</param>
/// <param name="Inside">Effects recorded inside; costs above 0.</param>
/// <param name="Outside">Effects recorded outside.</param>
/// <param name="LostCustomers">Cases that it has a share in whose customer was lost.</param>
/// <param name="LostValue">What those were worth.</param>
/// <param name="Net">Saves, less what it cost inside and outside and what the lost customers were worth.</param>
/// <param name="InsideBetter">Whether it is better off inside.</param>
/// <param name="OutsideWorse">Whether it is worse off outside.</param>
public sealed record MoneyItem(
    double Saves, double Inside, double Outside, long LostCustomers, double LostValue, double Net, bool InsideBetter, bool OutsideWorse);

/// <summary>Obstacles at its links that name no decision, and that there were more of in the week after it began than in the week before.</summary>
/// <param name="Verdict">Always <c>suspected</c>: that one thing came after another proves nothing.</param>
public sealed record SuspectedItem(string Link, string Cause, long After, long Before, DateTime First, string Verdict = "suspected");
