using JourneyTrace.Client;

namespace JourneyTrace.Server.Reports;

/// <summary>What a log says, as the API would answer after an import of it alone.</summary>
/// <param name="File">Its name.</param>
/// <param name="AsOf">The moment that it is of, UTC: promises not kept by then are open or broken.</param>
/// <param name="Events">Events that its rows became.</param>
/// <param name="Rejected">Rows and events that were not understood.</param>
/// <param name="Problems">The first of them, in words.</param>
/// <param name="Split">Where broken promises are rooted.</param>
/// <param name="Hotspots">By link, hand-off, cause and kind of case.</param>
/// <param name="Trend">By the month in which promises were due.</param>
/// <param name="Handoffs">Who hands to whom.</param>
/// <param name="Variants">The paths that most cases take.</param>
/// <param name="PingPong">From one link to another and back at once.</param>
sealed record FileReport(
    string File, DateTime AsOf, long Cases, long Rows, long Events, long Rejected, IReadOnlyList<string> Problems, SplitAnswer Split,
    IReadOnlyDictionary<string, HotspotsAnswer> Hotspots, IReadOnlyList<TrendPeriod> Trend, IReadOnlyList<HandoffItem> Handoffs, VariantsAnswer Variants,
    IReadOnlyList<PingPongItem> PingPong);
