using JourneyTrace.Catalogues;
using JourneyTrace.Client;
using JourneyTrace.Insight;
using JourneyTrace.Logs.Mappings;
using JourneyTrace.Storage;

namespace JourneyTrace.Server.Reports;

/// <summary>Answers the questions of a quality team over one file.</summary>
static class FileReports
{
    const int MostVariants = 50;

    /// <summary>By what hotspots are told apart, in the order of the report.</summary>
    public static IReadOnlyList<(string Word, HotspotKey Key)> Keys { get; } =
        [("link", HotspotKey.Link), ("handoff", HotspotKey.Handoff), ("cause", HotspotKey.Cause), ("kind", HotspotKey.Kind), ("promise", HotspotKey.Promise), ("segment", HotspotKey.Segment)];

    /// <exception cref="Logs.LogFormatException">The file cannot be read in the mapping's format.</exception>
    public static FileReport Of(Stream stream, string file, Mapping mapping, Catalogue catalogue, DateTime asOf, CancellationToken stop)
    {
        var traced = new TracedFile(mapping, catalogue, asOf);
        traced.Read(stream, file, stop);
        var (reports, all) = (traced.Reports, new Filter());
        var trend = Trends.Compared(all, asOf);
        var variants = reports.VariantsBy(StepKey.Activity, all, MostVariants);
        return new FileReport(
            file, asOf, reports.Cases, traced.Rows, traced.Events, traced.Rejected, traced.Problems,
            Splits.Of(reports.SplitOf(all), catalogue, null),
            Keys.ToDictionary(key => key.Word, key => Hotspots.Of(key.Key, reports.HotspotsBy(key.Key, all, trend), trend), StringComparer.Ordinal),
            [.. reports.PeriodsOf(PeriodLength.Month, all).Select(period => Trends.Of(period, PeriodLength.Month))],
            [.. reports.HandoffsOf(all).Select(Handoffs.Of)],
            new VariantsAnswer("activity", variants.Variants, variants.Cases, [.. variants.Rows.Select(row => Variants.Of(row, variants.Cases))], null, []),
            [.. reports.PingPongBy(StepKey.Link, all).Pairs.Where(pair => pair.PingPongs > 0).Select(PingPongs.Of)]);
    }
}
