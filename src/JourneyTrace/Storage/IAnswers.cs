namespace JourneyTrace.Storage;

/// <summary>Answers to questions about one tenant's cases, from the read models.</summary>
public interface IAnswers : IPathAnswers, IServiceAnswers, IPracticeAnswers, IJourneyAnswers
{
    /// <summary>The cases, by name, after the one named.</summary>
    Task<IReadOnlyList<CaseRow>> CasesAsync(CaseQuery query, string? after, int limit, CancellationToken stop);

    /// <summary>One case, or null where there is none.</summary>
    Task<CaseRow?> CaseAsync(string @case, CancellationToken stop);

    /// <summary>The promises, by due time, case and name, after the place given.</summary>
    Task<IReadOnlyList<PromiseRow>> PromisesAsync(PromiseQuery query, PromisePlace? after, int limit, CancellationToken stop);

    /// <summary>What broke promises, by one key; and the totals, from the same moment.</summary>
    /// <param name="procedures">The versions that cases were to follow; needed for <see cref="HotspotKey.Procedure"/> alone.</param>
    Task<HotspotCounts> HotspotsAsync(
        HotspotKey by, Filter filter, Trend trend, IReadOnlyList<Practices.ProcedureVersion> procedures, CancellationToken stop);

    /// <summary>Who hands to whom.</summary>
    Task<IReadOnlyList<HandoffCounts>> HandoffsAsync(Filter filter, CancellationToken stop);

    /// <summary>How many broken promises are rooted where.</summary>
    Task<SplitCounts> SplitAsync(Filter filter, CancellationToken stop);

    /// <summary>Promises by the period in which they were due, in order; those without any are left out.</summary>
    Task<IReadOnlyList<PeriodCounts>> PeriodsAsync(PeriodLength by, Filter filter, CancellationToken stop);

    /// <summary>The cases of the current model with what is kept of them, by number, for comparison with a replay.</summary>
    Task<IReadOnlyList<KeptCase>> KeptAsync(long afterCase, int limit, CancellationToken stop);

    /// <summary>What would be kept of a replayed case for reports to count: <see cref="KeptCase.Facts"/>.</summary>
    ReadOnlyMemory<byte> FactsOf(TracedCase replayed);

    /// <summary>
    /// Answers from these traces alone, as they stood at another moment. To be disposed of.
    /// </summary>
    Task<ISnapshot> SnapshotAsync(IAsyncEnumerable<TracedCase> traces, CancellationToken stop);

    /// <summary>Every case of the log with all its events, by number.</summary>
    IAsyncEnumerable<CaseHistory> HistoriesAsync(CancellationToken stop);
}

/// <summary>Answers as of another moment, for as long as it is not disposed of.</summary>
public interface ISnapshot : IAsyncDisposable
{
    IAnswers Answers { get; }
}

/// <summary>What a question is about; null is everything. Hand-offs: those in the service of a promise that fits.</summary>
/// <param name="From">Promises due at or after this, UTC.</param>
/// <param name="To">Promises due before this, UTC.</param>
/// <param name="Link">A link that had a part.</param>
/// <param name="Kind">The kind of case.</param>
/// <param name="Segment">The customer's segment.</param>
/// <param name="Promise">The promise's name.</param>
/// <param name="Cause">A cause that had a part: what it says stood in the way of something in the promise's tree, or it has a share.</param>
/// <param name="Decision">A decision that had a part, in the same sense.</param>
/// <param name="Handoff">A hand-off that had a part, as hotspots name it: <c>sales → depot</c>. Cases: those in which it happened, whether it served a promise or not.</param>
/// <param name="Element">An element of the service environment, of one of whose causes there was a part.</param>
public sealed record Filter(
    DateTime? From = null, DateTime? To = null, string? Link = null, string? Kind = null, string? Segment = null,
    string? Promise = null, string? Cause = null, string? Decision = null, string? Handoff = null, string? Element = null)
{
    /// <summary>This filter; where it says nothing, what the other says.</summary>
    public Filter Within(Filter all)
    {
        ArgumentNullException.ThrowIfNull(all);
        return new Filter(
            From ?? all.From, To ?? all.To, Link ?? all.Link, Kind ?? all.Kind, Segment ?? all.Segment, Promise ?? all.Promise, Cause ?? all.Cause,
            Decision ?? all.Decision, Handoff ?? all.Handoff, Element ?? all.Element);
    }
}

/// <summary>Which cases are listed.</summary>
/// <param name="Filter">Those with a promise that fits it.</param>
/// <param name="Status">The gravest status among its promises, or <c>failed</c> for broken and abandoned; null for any.</param>
/// <param name="AtRisk">Whether an open promise is at risk; null for either.</param>
/// <param name="Search">Text that its name contains; null for any.</param>
public sealed record CaseQuery(Filter Filter, string? Status, bool? AtRisk, string? Search);

/// <summary>Which promises are listed.</summary>
/// <param name="Filter">Those that fit it.</param>
/// <param name="Status">What became of it, or <c>failed</c> for broken and abandoned; null for any.</param>
/// <param name="AtRisk">Whether it is open and at risk; null for either.</param>
public sealed record PromiseQuery(Filter Filter, string? Status, bool? AtRisk);

/// <summary>A case in a list.</summary>
public sealed record CaseRow(
    string Case, string? Kind, string? Segment, string? Customer, double? Value, DateTime? OpenedAt, DateTime? LastEventAt,
    bool Closed, int Events, int Promises, int Broken, string Status, bool AtRisk, DateTime AsOf);

/// <summary>Where a list of promises goes on.</summary>
public sealed record PromisePlace(DateTime Due, long Case, string Promise);

/// <summary>A promise in a list: its case, and its trace in JSON.</summary>
public sealed record PromiseRow(string Case, string Trace, PromisePlace Place);

/// <summary>By what hotspots are told apart.</summary>
public enum HotspotKey
{
    Link,
    Handoff,
    Cause,
    Kind,
    Segment,
    Promise,
    Decision,
    Element,

    /// <summary>The procedure that held for the case when the promise was made.</summary>
    Procedure,
}

/// <summary>Two periods that are compared: the one before, and this one.</summary>
public sealed record Trend(DateTime Before, DateTime From, DateTime To)
{
    /// <summary>For those who ask for no trend.</summary>
    public static Trend None { get; } = new(DateTime.MinValue, DateTime.MinValue, DateTime.MinValue);
}

/// <summary>Counts for one key. Failed is broken or abandoned.</summary>
/// <param name="Served">Promises in whose tree it had a part.</param>
/// <param name="Broken">Of those, failed ones with a share of its own.</param>
/// <param name="Blame">The sum of its shares.</param>
/// <param name="RootOf">Failed promises whose verdict is rooted here.</param>
/// <param name="Rescues">Broken promises whose excess from this key is at least their lateness.</param>
/// <param name="Value">What the customers concerned are worth, each once.</param>
/// <param name="ServedNow">Served in the trend's period.</param>
/// <param name="EverBefore">Broken before both periods.</param>
public sealed record KeyCounts(
    string Key, long Served, long Broken, double Blame, long RootOf, double ExcessSeconds, long Customers, double Value, long Rescues,
    long ServedNow, long BrokenNow, long ServedBefore, long BrokenBefore, long EverBefore)
{
    /// <summary>new, ongoing, regressed or resolved, in the trend's period; null where nothing broke in it or in the one before.</summary>
    public string? State => (BrokenNow > 0, BrokenBefore > 0, EverBefore > 0) switch
    {
        (true, true, _) => "ongoing",
        (true, false, true) => "regressed",
        (true, false, false) => "new",
        (false, true, _) => "resolved",
        _ => null,
    };
}

/// <summary>Counts for all keys, and of all promises.</summary>
public sealed record HotspotCounts(IReadOnlyList<KeyCounts> Keys, long Promises, long Broken, long Abandoned, long Open, long Undetermined);

/// <summary>Counts for one pair of links.</summary>
/// <param name="OverTerm">Those that took longer than their term.</param>
/// <param name="WithTerm">Those that had one.</param>
/// <param name="OverSeconds">The time over the terms, summed.</param>
/// <param name="Charged">Shares in broken or abandoned promises.</param>
public sealed record HandoffCounts(
    string From, string To, long Count, long Accepted, long Delivered, long Refused, long Returned, long Incomplete, long Open,
    double? MedianSeconds, double? P90Seconds, long WithTerm, long OverTerm, double OverSeconds, long Charged, double Blame);

/// <summary>Where broken promises are rooted.</summary>
public sealed record SplitCounts(long Broken, long Contact, long Upstream, long Customer, long Undetermined);

/// <summary>How long a period is.</summary>
public enum PeriodLength
{
    Day,

    /// <summary>From Monday on.</summary>
    Week,
    Month,
}

/// <summary>The promises due in one period, by what became of them.</summary>
/// <param name="From">When it began, UTC.</param>
public sealed record PeriodCounts(DateTime From, long Kept, long Released, long Broken, long Abandoned, long Open);

/// <summary>What is kept of a case.</summary>
/// <param name="Traces">Of its promises, by their names.</param>
/// <param name="Facts">What reports count.</param>
public sealed record KeptCase(long Number, string Case, DateTime AsOf, bool Pending, IReadOnlyDictionary<string, string> Traces, ReadOnlyMemory<byte> Facts);
