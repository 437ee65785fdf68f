using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>Promises by the period in which they were due.</summary>
static class Periods
{
    public static IReadOnlyList<PeriodCounts> Of(CaseColumns columns, PeriodLength by, Filter filter)
    {
        var periods = new Groups<DateTime, Period>();
        new Selection(columns, filter).Each((in CaseFacts _, in PromiseFacts promise) =>
            periods[Begin(Moments.Instant(promise.Due), by)].Tally.See(promise));
        return
        [
            .. periods.All.OrderBy(p => p.Key).Select(p => new PeriodCounts(
                p.Key, p.Value.Tally.Kept, p.Value.Tally.Released, p.Value.Tally.Broken, p.Value.Tally.Abandoned, p.Value.Tally.Open)),
        ];
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
}
