namespace JourneyTrace.Client;

/// <summary>The links of the chain, the most blamed first.</summary>
public sealed record LinksAnswer(IReadOnlyList<LinkItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>One link: green by its own measure, and what reaches the customer.</summary>
/// <param name="Side">front, internal, supplier, management or customer.</param>
/// <param name="Handoffs">Into it; those that only inform left out.</param>
/// <param name="WithTerm">Those that have a term, and were served or are over it.</param>
/// <param name="InTermRate">Of these, those that were served and took no longer; with its 95 % interval in <paramref name="InTermCi95"/>.</param>
/// <param name="Health">healthy from 80 % in term on, limiting from 50 % on, else blocking; null where fewer than 5 have a term.</param>
/// <param name="Orphans">Cases passed to it that it never accepted.</param>
/// <param name="Promises">Promises to the customer that it has a part in.</param>
/// <param name="KeptRate">Of those that are decided, the ones kept or released in time; with its 95 % interval in <paramref name="KeptCi95"/>.</param>
/// <param name="Reach">Of the cases that it has any part in, those in which it serves a promise to the customer, 0 to 1.</param>
/// <param name="Complaints">Those that it heard.</param>
/// <param name="NoAuthority">How often it was stopped for want of authority.</param>
/// <param name="Flags">
/// green-inside-red-outside: at least 80 % in term, and less than 60 % of the promises kept. unmeasured: it has blame, and no term for any hand-off into it.
/// powerless-sink: it hears at least half of all complaints, and was stopped for want of authority.
/// </param>
public sealed record LinkItem(
    string Link, string Side, long Cases, long Handoffs, long WithTerm, double? InTermRate, double[]? InTermCi95, string? Health, long Refused, long Orphans,
    double? MedianSeconds, long Promises, double? KeptRate, double[]? KeptCi95, double? Reach, double Blame, long Complaints, long NoAuthority,
    IReadOnlyList<string> Flags);

/// <summary>Who hands to whom, the most blamed first.</summary>
public sealed record HandoffsAnswer(IReadOnlyList<HandoffItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>Terms learned from history, to be looked at and put into the catalogue.</summary>
public sealed record SuggestedTerms(IReadOnlyList<SuggestedTerm> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>One term.</summary>
/// <param name="Within">Three quarters of the delivered hand-offs took at most this long, rounded up to minutes (ISO 8601).</param>
/// <param name="N">How many that is learned from.</param>
/// <param name="HasTerm">Whether they have a term already.</param>
public sealed record SuggestedTerm(string From, string To, string Kind, string Within, long N, bool HasTerm);

/// <summary>How long after one step another comes, near or far (Stertz et al.: temporal profile).</summary>
/// <param name="Deviations">What counts as beyond: so many sample standard deviations from the mean.</param>
public sealed record ProfileAnswer(string By, double Deviations, IReadOnlyList<ProfileItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>One step and a later one of the same case. Seconds.</summary>
/// <param name="Beyond">How many lie beyond, in <paramref name="CasesBeyond"/> cases.</param>
public sealed record ProfileItem(string From, string To, long Count, double MeanSeconds, double? DeviationSeconds, long Beyond, long CasesBeyond);
