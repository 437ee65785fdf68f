namespace JourneyTrace.Storage;

/// <summary>Questions about what service costs, who quarrels with whom, and whether the agreed ways are gone. Rows without a link sum up all.</summary>
public interface IPracticeAnswers
{
    /// <param name="trips">The channels that count as a trip of the customer.</param>
    Task<IReadOnlyList<EffortCounts>> EffortAsync(Filter filter, IReadOnlyList<string> trips, CancellationToken stop);

    /// <param name="counted">The words of <c>because</c> that make an effect the organisation's own.</param>
    Task<IReadOnlyList<CostCounts>> CostsAsync(Filter filter, IReadOnlyList<string> counted, CancellationToken stop);

    /// <summary>Lost customers, by the link that the gravest failed promise of their case is rooted in.</summary>
    Task<IReadOnlyList<LostCounts>> LostAsync(Filter filter, CancellationToken stop);

    /// <summary>Time and work of cases, by kind.</summary>
    Task<IReadOnlyList<FlowCounts>> FlowAsync(Filter filter, CancellationToken stop);

    /// <summary>Delivered hand-offs into these links before and after a moment.</summary>
    Task<IReadOnlyList<SpanCounts>> BeforeAndAfterAsync(Filter filter, IReadOnlyList<string> links, DateTime at, CancellationToken stop);

    /// <summary>Needs that were refused, came incomplete or were sent back, by pair and cause; the first row without a pair is all together.</summary>
    Task<IReadOnlyList<ConflictCounts>> ConflictsAsync(Filter filter, CancellationToken stop);

    Task<EscalationCounts> EscalationsAsync(Filter filter, CancellationToken stop);

    /// <summary>What was recorded to have cost or saved something in cases that were escalated.</summary>
    Task<IReadOnlyList<PriceCounts>> EscalationPriceAsync(Filter filter, CancellationToken stop);

    /// <summary>What passed between two links, month by month.</summary>
    Task<IReadOnlyList<RelationCounts>> RelationsAsync(Filter filter, CancellationToken stop);

    /// <summary>Promises by who made them, or where.</summary>
    Task<IReadOnlyList<MakerCounts>> MakersAsync(MakerKey by, Filter filter, CancellationToken stop);

    Task<IReadOnlyList<SegmentCounts>> SegmentsAsync(Filter filter, CancellationToken stop);

    Task<IReadOnlyList<ComplaintRow>> ComplaintListAsync(Filter filter, CancellationToken stop);

    /// <summary>Obstacles of no decision at these links that there were more of in the week after a moment than in the week before.</summary>
    Task<IReadOnlyList<SuspectedRow>> SuspectedAsync(Filter filter, IReadOnlyList<string> links, DateTime from, CancellationToken stop);

    /// <summary>The paths of the cases that are over, by the version of the procedure that held (its place in the list); a row without a path sums one up.</summary>
    Task<IReadOnlyList<ProcedurePath>> ProcedurePathsAsync(Filter filter, IReadOnlyList<Practices.ProcedureVersion> versions, CancellationToken stop);

    /// <summary>Promises that are open, those due next first.</summary>
    Task<IReadOnlyList<OpenRow>> OpenPromisesAsync(Filter filter, int limit, CancellationToken stop);

    /// <summary>The latest promises of one sort whose outcome is known.</summary>
    /// <param name="promise">Its name; <c>complaint</c> for all complaints.</param>
    Task<IReadOnlyList<PastRow>> PastPromisesAsync(string? kind, string promise, int limit, CancellationToken stop);

    /// <summary>Cases and promises by kind.</summary>
    Task<IReadOnlyList<KindCounts>> KindsAsync(Filter filter, CancellationToken stop);
}

/// <summary>Which key promises are told apart by.</summary>
public enum MakerKey
{
    /// <summary>The link that made it.</summary>
    Link,

    /// <summary>Where it was given.</summary>
    Channel,
}

/// <summary>What failed promises cost the customer.</summary>
public sealed record EffortCounts(string? Link, long Promises, long Contacts, long Trips, long Insisted, double Minutes);

/// <summary>Effects of one sort.</summary>
/// <param name="Counted">Whether it is the organisation's own doing.</param>
public sealed record CostCounts(
    string? Link, string What, string? Unit, string Side, string? Because, long Effects, long Cases, double Amount, bool Counted);

/// <summary>Customers who were lost for one reason.</summary>
public sealed record LostCounts(string? Link, string? Reason, long Customers, double Value);

/// <summary>Cases of one kind. Seconds; the elapsed ones around the clock, the worked ones as the links count them.</summary>
public sealed record FlowCounts(
    string? Kind, long Cases, double MedianElapsed, double Elapsed, double Worked, long Accepted, long Approvals, long Returned);

/// <summary>How long hand-offs took. Seconds.</summary>
public sealed record SpanCounts(bool After, long Count, double Mean, double Median, double? Deviation);

/// <summary>Setbacks of one pair and cause, and who solved them. Seconds.</summary>
public sealed record ConflictCounts(
    string? From, string? To, string? Cause, long Count, long Cases, DateTime First, DateTime Last, long ByPeers, long ByHierarchy, long Unsolved,
    double? MedianByPeers, double? MedianByHierarchy);

/// <summary>Cases that were taken to a superior.</summary>
/// <param name="Away">Steps to somebody who was absent.</param>
/// <param name="Saved">Cases whose promises were kept, the customer not lost.</param>
/// <param name="Lost">Cases that failed all the same.</param>
public sealed record EscalationCounts(long Cases, long Steps, long Away, double? MedianSeconds, long Saved, long Lost);

/// <summary>Effects of one sort.</summary>
public sealed record PriceCounts(string What, string? Unit, string Side, long Effects, double Amount);

/// <summary>One month of a pair of links.</summary>
public sealed record RelationCounts(
    string From, string To, DateTime Month, long Handoffs, long Refused, long Escalations, long Dismissed, double ColleaguesLeft);

/// <summary>Promises of one maker or channel.</summary>
/// <param name="AbandonedByUs">Still open when we closed the case.</param>
/// <param name="AbandonedByCustomer">Still open when the customer left.</param>
/// <param name="MedianWindow">Seconds from making to due.</param>
public sealed record MakerCounts(
    string? Key, long Promises, long Kept, long Released, long Broken, long AbandonedByUs, long AbandonedByCustomer, long Open, long OverPromised,
    double MedianWindow);

/// <summary>One segment of customers.</summary>
/// <param name="PleasedButFailed">Cases whose customer gave 9 or 10 and whose promise failed.</param>
public sealed record SegmentCounts(
    string? Segment, long Cases, long Customers, long Promises, long Kept, long Released, long Failed, long Open, long Lost, double LostValue,
    double Value, long Scores, double? MeanScore, long PleasedButFailed);

/// <summary>One complaint.</summary>
/// <param name="Levels">The links that it was handed to, in order.</param>
public sealed record ComplaintRow(
    string Case, string Complaint, string HeardBy, DateTime VoicedAt, DateTime? RegisteredAt, string? RegisteredBy, int Tries, DateTime? ResolvedAt,
    string? ResolvedBy, string[] Levels, bool ReachedManagement, string Status);

/// <summary>Obstacles that came after something.</summary>
public sealed record SuspectedRow(string Link, string Cause, long After, long Before, DateTime First);

/// <summary>Cases that went one way under one version of a procedure.</summary>
/// <param name="Version">The version's place in the list asked about.</param>
/// <param name="Path">Link and kind of each hand-off, parted by the unit separator; null for all of the version.</param>
public sealed record ProcedurePath(int Version, string[]? Path, long Cases, long Promises, long Failed, double? MedianSeconds, long Timed);

/// <summary>Cases of one kind.</summary>
public sealed record KindCounts(string Kind, long Cases, long Promises, long Failed);

/// <summary>A promise that is open, and who was asked when for its sake.</summary>
/// <param name="Name">Its own; in <paramref name="Sort"/> all complaints are one.</param>
public sealed record OpenRow(
    string Case, string Name, string? Kind, string Sort, string Maker, DateTime Made, DateTime Due, bool AtRisk, string[] Links, DateTime[] Times);

/// <summary>A promise whose outcome is known.</summary>
public sealed record PastRow(string Maker, DateTime Made, DateTime Due, DateTime? Ended, bool Broken, string[] Links, DateTime[] Times);
