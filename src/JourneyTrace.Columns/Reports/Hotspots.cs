using JourneyTrace.Practices;
using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>What broke promises, by one key.</summary>
static class Hotspots
{
    public static HotspotCounts Of(CaseColumns columns, HotspotKey by, Filter filter, Trend trend, IReadOnlyList<ProcedureVersion> procedures)
    {
        var counter = new HotspotCounter(columns, new HotspotKeys(columns, by, procedures), new Selection(columns, filter), trend);
        // Procedures may be others the next time. Periods of other lengths would undo each other's counts.
        var question = by == HotspotKey.Procedure ? null : (object)("hotspots", by, filter, trend.From - trend.Before, trend.To - trend.From);
        var groups = new Groups<int, HotspotSums>();
        var totals = new HotspotCounts([], 0, 0, 0, 0, 0);
        foreach (var block in columns.Remembered.Of(question, [trend.Before.Ticks, trend.From.Ticks, trend.To.Ticks], counter.Count))
        {
            totals = new HotspotCounts(
                [], totals.Promises + block.Promises, totals.Broken + block.Broken, totals.Abandoned + block.Abandoned, totals.Open + block.Open, totals.Undetermined + block.Undetermined);
            foreach (var (key, sums) in block.Keys)
                groups[key].Add(sums);
        }
        return totals with
        {
            Keys =
            [
                .. groups.All.Where(g => g.Value.Served > 0).Select(g => g.Value.Counts(columns.Names[g.Key]!))
                    .OrderByDescending(k => k.Blame).ThenBy(k => k.Key, StringComparer.Ordinal),
            ],
        };
    }
}
