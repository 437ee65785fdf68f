using JourneyTrace.Journeys.Alternatives;

namespace JourneyTrace.Storage;

/// <summary>Answers about how the organisation serves: complaints, and what would have been.</summary>
public interface IServiceAnswers
{
    /// <summary>How far complaints came, by who heard them, where they were last, and after which stage they were lost.</summary>
    Task<IReadOnlyList<ComplaintCounts>> ComplaintsAsync(Filter filter, CancellationToken stop);

    /// <summary>Each link: how it serves, and what becomes of the promises that it has a part in; the most blamed first.</summary>
    Task<IReadOnlyList<LinkCounts>> LinksAsync(Filter filter, CancellationToken stop);

    /// <summary>How long hand-offs took that were delivered wholly, by from, to and kind.</summary>
    Task<IReadOnlyList<TermCounts>> TermsAsync(Filter filter, CancellationToken stop);

    /// <summary>What decisions did: those that have a share in a failed promise, or an effect.</summary>
    Task<IReadOnlyList<DecisionCounts>> DecisionsAsync(Filter filter, CancellationToken stop);

    /// <summary>Hand-offs into links in a window that nobody took before it ended, the first ones; the count is of all.</summary>
    Task<(long Count, IReadOnlyList<UncoveredRow> Rows)> UncoveredAsync(
        Filter filter, IReadOnlyList<string> links, DateTime from, DateTime to, int limit, CancellationToken stop);

    /// <summary>Broken promises without the dropped shares: at most so many rows, the rescued first; the counts are of all.</summary>
    Task<WhatIfCounts> WhatIfAsync(IReadOnlyList<Drop> drops, Filter filter, int limit, CancellationToken stop);
}

/// <summary>Complaints of one link that were lost after one stage at another.</summary>
/// <param name="LostAfter">voiced, registered, passed-on or management; null where they were answered.</param>
/// <param name="MedianToRegistered">Seconds from hearing to record, of those on record.</param>
/// <param name="Levels">Hand-offs they went through, summed.</param>
public sealed record ComplaintCounts(
    string HeardBy, string LastLink, string? LostAfter, long Voiced, long Registered, long PassedOn, long ReachedManagement, long Resolved,
    double? MedianToRegistered, long Levels);

/// <summary>One link.</summary>
/// <param name="Cases">Cases that it has any part in.</param>
/// <param name="Handoffs">Into it; those that only inform left out.</param>
/// <param name="Orphans">Passed to it and never accepted.</param>
/// <param name="Reached">Cases in which it has a part in a promise to the customer.</param>
/// <param name="Complaints">Those that it heard.</param>
/// <param name="NoAuthority">How often it was stopped for want of authority.</param>
public sealed record LinkCounts(
    string Link, long Cases, long Handoffs, long WithTerm, long InTerm, long Refused, long Orphans, double? MedianSeconds, long Promises, long Kept,
    long Failed, long Reached, double Blame, long Complaints, long NoAuthority);

/// <summary>Hand-offs of one kind between two links.</summary>
/// <param name="Seconds">Three quarters of them took at most this long, as the provider counts time.</param>
/// <param name="WithTerm">How many have a term already.</param>
public sealed record TermCounts(string From, string To, string Kind, long Count, double Seconds, long WithTerm);

/// <summary>What one decision did.</summary>
/// <param name="Promises">Failed promises that it has a share in.</param>
/// <param name="Roots">Of those, how many are rooted in it.</param>
/// <param name="Value">What the customers concerned are worth, each once.</param>
/// <param name="LostCases">Of the cases, those whose customer was lost; with their worth in <paramref name="LostValue"/>.</param>
/// <param name="Inside">Effects recorded inside, summed; costs above 0.</param>
/// <param name="Outside">Effects recorded outside.</param>
/// <param name="AllFailed">All failed promises that fit the filter.</param>
public sealed record DecisionCounts(
    string Decision, long Cases, long Customers, long Promises, long Roots, double Blame, double ExcessSeconds, double Value, long LostCases,
    double LostValue, double Inside, double Outside, long AllFailed);

/// <summary>A hand-off that nobody took.</summary>
public sealed record UncoveredRow(string Case, string Handoff, string From, string To, DateTime RequestedAt);

/// <summary>What would have been.</summary>
/// <param name="Touched">Broken promises that lose some excess.</param>
public sealed record WhatIfCounts(long Broken, long Rescued, long Touched, IReadOnlyList<WhatIfRow> Rows);

/// <summary>One broken promise.</summary>
/// <param name="ExcessSeconds">What the dropped shares took of it.</param>
public sealed record WhatIfRow(string Case, string Promise, string MadeBy, double LatenessSeconds, double ExcessSeconds, bool Rescued);
