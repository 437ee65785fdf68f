namespace JourneyTrace.Client;

/// <summary>How far complaints came, and where they were lost.</summary>
/// <param name="Voiced">Said to somebody.</param>
/// <param name="Registered">Put on record: visible beyond the desk.</param>
/// <param name="PassedOn">Handed to another link.</param>
/// <param name="ReachedManagement">Handed to a link of the management's side.</param>
/// <param name="Resolved">Answered.</param>
/// <param name="Visible">Of those voiced, how many reached the management, 0 to 1; with its 95 % interval in <paramref name="Ci95"/>.</param>
/// <param name="Lost">Where those that were never answered came to a stop, the most first.</param>
/// <param name="Links">By the link that heard them.</param>
/// <param name="Missing">What would have to be known for a better answer, and how to tell it.</param>
public sealed record FunnelAnswer(
    long Voiced, long Registered, long PassedOn, long ReachedManagement, long Resolved, double? Visible, double[]? Ci95,
    IReadOnlyList<LostComplaints> Lost, IReadOnlyList<HeardComplaints> Links, IReadOnlyList<string> Missing);

/// <summary>Complaints that were never answered.</summary>
/// <param name="Link">Where they were last.</param>
/// <param name="After">The last stage they came to: voiced, registered, passed-on or management.</param>
public sealed record LostComplaints(string Link, string After, long Count);

/// <summary>Complaints that one link heard.</summary>
/// <param name="Levels">Hand-offs they went through, on average.</param>
public sealed record HeardComplaints(
    string Link, long Voiced, long Registered, long PassedOn, long ReachedManagement, long Resolved, double? Levels);

/// <summary>What is taken away: every entry that is said has to fit. An entry left out fits anything.</summary>
/// <param name="Kind">The kind of case.</param>
/// <param name="Handoff">By who hands to whom: <c>sales → depot</c>.</param>
public sealed record DropItem(string? Link = null, string? Kind = null, string? Cause = null, string? Decision = null, string? Handoff = null);

/// <summary>The question: which broken promises would have been kept without these shares?</summary>
public sealed record WhatIfQuestion(IReadOnlyList<DropItem>? Drop);

/// <summary>
/// Not exact: an estimate from the shares on the path; what ran beside it is not looked at. Exact: each case replayed without what is dropped, parallel branches and all.
/// </summary>
/// <param name="Broken">Broken promises asked about.</param>
/// <param name="Rescued">Those that would have been kept.</param>
/// <param name="Touched">Those that would have been earlier, kept or not.</param>
/// <param name="RescuedRate">Of the broken; with its 95 % interval in <paramref name="Ci95"/>.</param>
/// <param name="Items">The rescued first, then those that would have been earlier.</param>
/// <param name="Missing">What could not be said, and why.</param>
public sealed record WhatIfAnswer(
    bool Exact, long Broken, long Rescued, long Touched, double? RescuedRate, double[]? Ci95, IReadOnlyList<WhatIfItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>One broken promise.</summary>
/// <param name="EarlierSeconds">How much earlier it would have been, at most.</param>
/// <param name="WouldBeKeptAt">When it would have been kept; null in an estimate.</param>
public sealed record WhatIfItem(
    string Case, string Promise, string MadeBy, double LatenessSeconds, double EarlierSeconds, bool Rescued, DateTime? WouldBeKeptAt);

/// <summary>What would have become of the promises of one case.</summary>
public sealed record CaseWhatIfAnswer(string Case, IReadOnlyList<PromiseWhatIf> Promises);

/// <summary>One promise. The last three are null where it was kept in time, or never: what would have followed is then not known.</summary>
/// <param name="WouldBeKeptAt">When it would have been kept.</param>
/// <param name="EstimatedAt">When, by the path alone: never later.</param>
/// <param name="Rescued">Whether it would have been in time.</param>
public sealed record PromiseWhatIf(
    string Promise, string Status, DateTime DueAt, DateTime? KeptAt, DateTime? WouldBeKeptAt, DateTime? EstimatedAt, bool? Rescued);

/// <summary>Two filters side by side.</summary>
/// <param name="Difference">The rate of A less that of B; with its 95 % interval (Newcombe) in <paramref name="Ci95"/>; null where one has no promise.</param>
/// <param name="Links">The same by link, the greatest difference of blame first.</param>
public sealed record CompareAnswer(
    ComparedSide A, ComparedSide B, double? Difference, double[]? Ci95, IReadOnlyList<ComparedLink> Links, IReadOnlyList<ComparedLink> Causes,
    IReadOnlyList<string> Missing);

/// <summary>One side.</summary>
/// <param name="Rate">Failed, broken or abandoned, of those that are not open any more.</param>
public sealed record ComparedSide(string Filter, long Promises, long Broken, long Abandoned, long Open, double? Rate, double[]? Ci95);

/// <summary>One link or cause on both sides.</summary>
/// <param name="RateA">Failed promises with a share of its own: of a link, of those it had a part in; of a cause, of all that are not open.</param>
/// <param name="BlameA">Its part of all blame on side A, 0 to 1.</param>
public sealed record ComparedLink(
    string Key, long ServedA, long BrokenA, double? RateA, double BlameA, long ServedB, long BrokenB, double? RateB, double BlameB, double? Difference, double[]? Ci95);
