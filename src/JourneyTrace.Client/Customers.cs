namespace JourneyTrace.Client;

/// <summary>Segments of customers beside each other.</summary>
public sealed record SegmentsAnswer(IReadOnlyList<SegmentItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>One segment.</summary>
/// <param name="Released">Promises that the customer let us off in time: not serving is no failing.</param>
/// <param name="FailedRate">Failed of those that are decided; with its 95 % interval in <paramref name="Ci95"/>.</param>
/// <param name="Value">What the customers are worth, case by case.</param>
/// <param name="PleasedButFailed">Cases whose customer gave 9 or 10 at the end and whose promise failed all the same.</param>
public sealed record SegmentItem(
    string? Segment, long Cases, long Customers, long Promises, long Kept, long Released, long Failed, long Open, double? FailedRate, double[]? Ci95, long Lost,
    double LostValue, double Value, long Scores, double? MeanScore, long PleasedButFailed);

/// <summary>Promises by who made them, or where.</summary>
public sealed record MakersAnswer(string By, IReadOnlyList<MakerItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>One maker or channel.</summary>
/// <param name="BrokenRate">Of those that are decided; with its 95 % interval in <paramref name="Ci95"/>.</param>
/// <param name="AbandonedByUs">Still open when we closed the case.</param>
/// <param name="AbandonedByCustomer">Still open when the customer left.</param>
/// <param name="OverPromised">Broken though every link kept its terms: the promise was shorter than what they had agreed.</param>
/// <param name="MedianWindowSeconds">From making to due.</param>
public sealed record MakerItem(
    string? Key, long Promises, long Kept, long Released, long Broken, double? BrokenRate, double[]? Ci95, long AbandonedByUs, long AbandonedByCustomer, long Open,
    long OverPromised, double MedianWindowSeconds);

/// <summary>Complaints one by one, the newest first.</summary>
public sealed record ComplaintsAnswer(IReadOnlyList<ComplaintItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>One complaint.</summary>
/// <param name="Tries">How often the customer came until it was on record (or answered).</param>
/// <param name="SecondsToRegistered">Null where it never was.</param>
/// <param name="ResolvedBy">Who answered it, as was told, else where it was last; null where nobody has.</param>
/// <param name="Levels">Who had it, in order: the link that heard it first.</param>
/// <param name="FailedLevels">Of these, those that had it and did not answer it.</param>
/// <param name="Corrective">What was done afterwards about one of them, or about the complaint; null for nothing.</param>
public sealed record ComplaintItem(
    string Case, string Complaint, string HeardBy, string Status, DateTime VoicedAt, int Tries, double? SecondsToRegistered, string? RegisteredBy,
    double? SecondsToResolved, string? ResolvedBy, bool ReachedManagement, IReadOnlyList<string> Levels, IReadOnlyList<string> FailedLevels, string? Corrective);
