namespace JourneyTrace.Client;

/// <summary>How cases move: what follows what. Times in seconds.</summary>
/// <param name="By">What a node stands for: handoff (links, by their hand-offs), activity, link, person or lifecycle (by recorded steps).</param>
/// <param name="Missing">What would have to be known for a better answer, and how to tell it.</param>
public sealed record MapAnswer(string By, IReadOnlyList<MapNode> Nodes, IReadOnlyList<MapArrow> Arrows, IReadOnlyList<string> Missing);

/// <summary>One stop of the map.</summary>
/// <param name="Count">Steps; by handoff: promises in whose tree the link had a part.</param>
/// <param name="Cases">Cases in which it stands; null by handoff.</param>
/// <param name="Starts">Cases that begin with it.</param>
/// <param name="Ends">Cases that end with it.</param>
/// <param name="Repeated">Cases in which it stands more than once.</param>
/// <param name="Side">By handoff and link: front, internal, supplier, management or customer.</param>
/// <param name="Broken">By handoff and link: failed promises with a share of its own.</param>
/// <param name="Blame">By handoff and link: the sum of its shares.</param>
/// <param name="Reach">By handoff: of the cases that it has any part in, those in which it serves a promise to the customer, 0 to 1.</param>
public sealed record MapNode(
    string Name, long Count, long? Cases, long? Starts, long? Ends, long? Repeated, string? Side, long? Broken, double? Blame, double? Reach = null);

/// <summary>One arrow of the map.</summary>
/// <param name="Count">How often; from a name to itself, too.</param>
/// <param name="MedianSeconds">By handoff: from the request to the end, as the provider counts time. Else from one step to the next.</param>
/// <param name="DeviationSeconds">Sample standard deviation; null where there is only one.</param>
/// <param name="Blame">By handoff: the sum of its shares in broken or abandoned promises.</param>
public sealed record MapArrow(
    string From, string To, long Count, long? Cases, double? MeanSeconds, double? MedianSeconds, double? P90Seconds, double? MinSeconds,
    double? MaxSeconds, double? SumSeconds, double? DeviationSeconds, long? OverTerm, double? Blame);

/// <summary>The paths that cases take.</summary>
/// <param name="Variants">How many different ones there are.</param>
/// <param name="Cases">How many cases take them.</param>
public sealed record VariantsAnswer(string By, long Variants, long Cases, IReadOnlyList<VariantItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>One path.</summary>
/// <param name="Share">Of all cases, 0 to 1.</param>
/// <param name="Promises">Promises of its cases.</param>
/// <param name="KeptRate">Of these, those that neither broke nor were abandoned; with its 95 % interval in <paramref name="Ci95"/>.</param>
public sealed record VariantItem(
    IReadOnlyList<string> Path, long Cases, double Share, double MedianSeconds, long Promises, double? KeptRate, double[]? Ci95);

/// <summary>How often cases went there and back at once.</summary>
/// <param name="Handovers">How often a case changed hands; staying does not count.</param>
/// <param name="PingPongs">How often it came back from the next at once: A, B, A.</param>
/// <param name="CasesWithReturn">Cases that came back at any time, at once or after others.</param>
public sealed record PingPongAnswer(
    string By, long Cases, long Handovers, long CasesWithHandover, long PingPongs, long CasesWithPingPong, long CasesWithReturn, IReadOnlyList<PingPongItem> Items, string? Next,
    IReadOnlyList<string> Missing);

/// <summary>One pair.</summary>
/// <param name="Rate">Of the hand-overs from A to B, those that came back at once; with its 95 % interval.</param>
public sealed record PingPongItem(string A, string B, long PingPongs, long Cases, long Handovers, double? Rate, double[]? Ci95);

/// <summary>What is done more than once in a case.</summary>
/// <param name="Cases">Cases with any step.</param>
/// <param name="Reworked">Cases in which any step stands more than once.</param>
public sealed record ReworkAnswer(string By, long Cases, long Reworked, IReadOnlyList<ReworkItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>What is repeated.</summary>
/// <param name="Repeated">Cases in which it stands more than once.</param>
/// <param name="Extra">Steps beyond the first of each case.</param>
/// <param name="Rate">Of the cases that have it; with its 95 % interval.</param>
public sealed record ReworkItem(string Name, long Cases, long Repeated, long Extra, double? Rate, double[]? Ci95);
