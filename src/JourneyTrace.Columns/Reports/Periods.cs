using JourneyTrace.Columns.Blocks;
using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>Promises by the period in which they were due.</summary>
static class Periods
{
    public static IReadOnlyList<PeriodCounts> Of(CaseColumns columns, PeriodLength by, Filter filter)
    {
        var selection = new Selection(columns, filter);
        var periods = new Groups<DateTime, Period>();
        foreach (var (begin, period) in columns.Remembered.Of(("periods", by, filter), [], (from, to) => Count(selection, by, from, to)).SelectMany(block => block.Periods))
            periods[begin].Tally.Add(period.Tally);
        return
        [
            .. periods.All.OrderBy(p => p.Key).Select(p => new PeriodCounts(
                p.Key, p.Value.Tally.Kept, p.Value.Tally.Released, p.Value.Tally.Broken, p.Value.Tally.Abandoned, p.Value.Tally.Open)),
        ];
    }

    static Block Count(Selection selection, PeriodLength by, int from, int to)
    {
        var periods = new Groups<DateTime, Period>();
        selection.Each(from, to, (in CaseFacts _, in PromiseFacts promise) => periods[Begin(Moments.Instant(promise.Due), by)].Tally.See(promise));
        return new Block([.. periods.All]);
    }

    /// <summary>When the period began; weeks on Mondays.</summary>
    static DateTime Begin(DateTime time, PeriodLength by) => by switch
    {
        PeriodLength.Day => time.Date,
        PeriodLength.Week => time.Date.AddDays(-(((int)time.DayOfWeek + 6) % 7)),
        _ => new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc),
    };

    sealed class Period
    {
        public Tally Tally;
    }

    sealed record Block(KeyValuePair<DateTime, Period>[] Periods) : IBlockCount
    {
        public int Bytes => 64 + (96 * Periods.Length);
    }
}
