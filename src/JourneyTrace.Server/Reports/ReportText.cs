using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Reports;

/// <summary>A report in the terminal.</summary>
static class ReportText
{
    const int Most = 20;

    public static readonly JsonSerializerOptions Indented = new(Wire.Options) { WriteIndented = true };

    public static void Tables(FileReport report, string by)
    {
        var hotspots = report.Hotspots[by];
        Console.Error.WriteLine(
            $"{Path.GetFileName(report.File)}: {Show.Number(report.Cases)} cases, {Show.Number(report.Rows)} rows, {Show.Number(report.Events)} events"
            + (report.Rejected > 0 ? $", {Show.Number(report.Rejected)} not understood." : "."));
        Console.Error.WriteLine(
            $"{Show.Number(hotspots.Broken)} of {Show.Number(hotspots.Promises)} promises broken, {Show.Number(hotspots.Abandoned)} abandoned, {Show.Number(hotspots.Open)} open.");
        Show.Table(
            [(by, false), ("served", true), ("broken", true), ("rate", true), ("95 %", true), ("blame", true), ("cumulative", true), ("root of", true)],
            hotspots.Items.Take(Most).Select(i => (IEnumerable<string>)
            [
                i.Key, Show.Number(i.Served), Show.Number(i.Broken), Show.Percent(i.Rate), Show.Interval(i.Ci95), Show.Percent(i.BlameShare), Show.Percent(i.CumulativeShare), Show.Number(i.RootOf),
            ]), hotspots.Promises == 0 ? "The log has no promise: say under 'promises' in the mapping what was promised." : $"No {by} had a share in a broken promise.",
            "cumulative", "95 %", "served", "root of");
        Show.Table(
            [("from", false), ("to", false), ("hand-offs", true), ("median", true), ("90 %", true), ("over term", true), ("blame", true)],
            report.Handoffs.Take(Most).Select(h => (IEnumerable<string>)
            [
                h.From, h.To, Show.Number(h.Count), Show.Span(h.MedianSeconds), Show.Span(h.P90Seconds), h.WithTerm == 0 ? "–" : Show.Number(h.OverTerm), Show.Number(h.Blame),
            ]), "The log has no hand-off: say under 'link' in the mapping who did each row.", "90 %", "over term");
        foreach (var missing in hotspots.Missing.Concat(report.Split.Missing).Distinct(StringComparer.Ordinal))
            Console.Error.WriteLine(missing + ".");
    }
}
