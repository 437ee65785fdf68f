namespace JourneyTrace.Client;

/// <summary>A part of a list.</summary>
/// <param name="Next">To be sent as <c>cursor</c> for the next part; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>A rate with its 95 % Wilson interval, each 0 to 1.</summary>
public sealed record Rate(double Value, double Low, double High);

/// <summary>What broke promises, by one key.</summary>
/// <param name="Promises">All promises asked about.</param>
/// <param name="Broken">Those that are broken.</param>
/// <param name="Abandoned">Those that ended with their case before they were due.</param>
/// <param name="Undetermined">Broken ones whose cause nobody wrote down.</param>
/// <param name="Missing">What would have to be known for a better answer, and how to tell it.</param>
public sealed record HotspotsAnswer(
    string By, long Promises, long Broken, long Abandoned, long Open, long Undetermined, Pareto Pareto, IReadOnlyList<HotspotItem> Items, string? Next,
    IReadOnlyList<string> Missing);

/// <summary>Whether few keys cause most of the trouble, on these data.</summary>
/// <param name="Top20Share">The part of all blame that the top 20 % of keys hold, 0 to 1; null where nothing broke.</param>
/// <param name="Holds">Whether that is at least 80 %.</param>
public sealed record Pareto(double? Top20Share, bool Holds);

/// <summary>One hotspot. A promise that failed is broken or abandoned.</summary>
/// <param name="Served">Promises in whose tree it had a part.</param>
/// <param name="Broken">Of those, failed ones with a share of its own.</param>
/// <param name="Rate">Broken of served.</param>
/// <param name="Ci95">Its 95 % Wilson interval: low, high.</param>
/// <param name="Blame">The sum of its shares, in promises.</param>
/// <param name="BlameShare">Its part of all blame.</param>
/// <param name="CumulativeShare">That of all rows down to this one.</param>
/// <param name="RootOf">Failed promises whose verdict is rooted here.</param>
/// <param name="ExcessSeconds">Time over what was agreed, summed.</param>
/// <param name="Customers">Customers concerned.</param>
/// <param name="Value">What these customers are worth.</param>
/// <param name="Rescues">Broken promises that would have been kept, had this kept its terms.</param>
/// <param name="Trend">Against the period before.</param>
/// <param name="State"><c>new</c>, <c>ongoing</c>, <c>regressed</c>, <c>resolved</c>, or null where nothing broke lately.</param>
public sealed record HotspotItem(
    string Key, long Served, long Broken, double? Rate, double[]? Ci95, double Blame, double BlameShare, double CumulativeShare,
    long RootOf, double ExcessSeconds, long Customers, double Value, long Rescues, TrendItem? Trend, string? State);

/// <summary>The rate of a period against that of the period before.</summary>
/// <param name="Difference">Rate less the rate before; with its 95 % interval (Newcombe) in <paramref name="Ci95"/>.</param>
public sealed record TrendItem(
    DateTime From, DateTime To, long Served, long Broken, long ServedBefore, long BrokenBefore, double? Difference, double[]? Ci95);

/// <summary>Who hands to whom.</summary>
/// <param name="MedianSeconds">Half of the ended ones took at most this long, as their provider counts time.</param>
/// <param name="OverTerm">Of those with a term, how many took longer.</param>
/// <param name="OverTermSeconds">The time over their terms, summed.</param>
/// <param name="BrokenCharged">Shares in broken or abandoned promises.</param>
public sealed record HandoffItem(
    string From, string To, long Count, long Accepted, long Delivered, long Refused, long Returned, long Incomplete, long Open,
    double? MedianSeconds, double? P90Seconds, long WithTerm, long OverTerm, double OverTermSeconds, long BrokenCharged, double Blame);

/// <summary>Contact staff against upstream, against the customer: where broken promises are rooted.</summary>
/// <param name="Undetermined">Broken ones whose cause nobody wrote down; not part of the rates.</param>
/// <param name="Benchmark">A rate to compare contact's with, where one was asked for.</param>
/// <param name="Missing">What would have to be known for a better answer, and how to tell it.</param>
public sealed record SplitAnswer(
    long Broken, long Undetermined, SplitPart Contact, SplitPart Upstream, SplitPart Customer, BenchmarkItem? Benchmark, IReadOnlyList<string> Missing);

/// <summary>One side's part.</summary>
public sealed record SplitPart(long Promises, double? Rate, double[]? Ci95);

/// <summary>A rate to compare with, and whether it lies inside contact's interval.</summary>
public sealed record BenchmarkItem(double Rate, bool Inside);

/// <summary>A case.</summary>
/// <param name="Status">The gravest among its promises: broken, abandoned, open, kept, released; none where it has none.</param>
public sealed record CaseItem(
    string Case, string? Kind, string? Segment, string? Customer, double? Value, DateTime? OpenedAt, DateTime? LastEventAt,
    bool Closed, int Events, int Promises, int Broken, string Status, bool AtRisk, DateTime AsOf);

/// <summary>The catalogue of a version.</summary>
public sealed record CatalogueAnswer(int Version, DateTime? PutAt, System.Text.Json.JsonElement Catalogue);

/// <summary>What a catalogue would change.</summary>
/// <param name="Links">Links whose cases would be traced again.</param>
/// <param name="All">Whether all cases would.</param>
public sealed record CatalogueCheck(bool Valid, int Version, bool All, IReadOnlyList<string> Links, IReadOnlyList<CatalogueRefusal> Problems);

/// <summary>Something wrong in a catalogue.</summary>
public sealed record CatalogueRefusal(string Code, string Pointer, string Detail);

/// <summary>How a replay from zero stands.</summary>
public sealed record ReplayState(bool Running, long Done, long All);

/// <summary>Read models against a replay from zero, and the log against its checks and seals.</summary>
/// <param name="Sealed">How many of the events are sealed.</param>
/// <param name="Head">Of the chain of seals, in hexadecimal; null where nothing is sealed yet.</param>
public sealed record VerifyAnswer(bool Equal, long Cases, long Promises, long Events, IReadOnlyList<string> Differences, long Sealed = 0, string? Head = null);

/// <summary>Whether the server can do its work.</summary>
public sealed record Readiness(string Status, IReadOnlyList<string> Roles, DatabaseHealth Database, LagHealth? Lag);

/// <summary>The database.</summary>
public sealed record DatabaseHealth(bool Reachable, int MigrationsKnown, int MigrationsApplied, string? Problem);

/// <summary>How far the answers are behind the log.</summary>
/// <param name="Events">Committed events not looked at.</param>
/// <param name="Unreadable">Of all committed ones, those that a running transaction holds back.</param>
/// <param name="Cases">Cases waiting to be traced again.</param>
public sealed record LagHealth(long Events, long Unreadable, long Cases, double Seconds);
