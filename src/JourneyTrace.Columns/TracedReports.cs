using JourneyTrace.Columns.Reports;
using JourneyTrace.Columns.Rows;
using JourneyTrace.Columns.Walks;
using JourneyTrace.Storage;

namespace JourneyTrace.Columns;

/// <summary>Reports over traced cases that are kept in memory alone: the same counts as over the read models of a database. Not for several threads.</summary>
public sealed class TracedReports
{
    readonly CaseColumns _columns = new(new Names());
    readonly TracedRows _rows;

    public TracedReports() => _rows = new TracedRows(_columns);

    /// <summary>How many cases there are.</summary>
    public int Cases => _columns.Cases.Count;

    /// <summary>How many hand-offs there are.</summary>
    public int Handoffs => _columns.Handoffs.Count;

    /// <summary>How many steps there are.</summary>
    public int Steps => _columns.Steps.Count;

    /// <summary>Adds a case.</summary>
    /// <exception cref="ArgumentException">There is a case of its number.</exception>
    public void Add(TracedCase traced)
    {
        ArgumentNullException.ThrowIfNull(traced);
        _rows.Add(traced);
    }

    /// <summary>What broke promises, by one key; and the totals.</summary>
    public HotspotCounts HotspotsBy(HotspotKey by, Filter filter, Trend trend) => Hotspots.Of(_columns, by, filter, trend, []);

    /// <summary>Who hands to whom.</summary>
    public IReadOnlyList<HandoffCounts> HandoffsOf(Filter filter) => HandoffPairs.Of(_columns, filter);

    /// <summary>How many broken promises are rooted where.</summary>
    public SplitCounts SplitOf(Filter filter) => Splits.Of(_columns, filter);

    /// <summary>Promises by the period in which they were due.</summary>
    public IReadOnlyList<PeriodCounts> PeriodsOf(PeriodLength by, Filter filter) => Periods.Of(_columns, by, filter);

    /// <summary>The paths that cases take, the most taken first.</summary>
    public VariantCounts VariantsBy(StepKey by, Filter filter, int limit) => Variants.Of(_columns, by, filter, 0, limit);

    /// <summary>Back and forth.</summary>
    public PingPongCounts PingPongBy(StepKey by, Filter filter) => PingPongs.Of(_columns, by, filter);

    /// <summary>What is done, how often and how often again.</summary>
    public IReadOnlyList<StopCounts> StopsBy(StepKey by, Filter filter) => Stops.Of(_columns, by, filter);
}
