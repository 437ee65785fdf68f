namespace JourneyTrace.Client;

/// <summary>Do those who decide and those who do understand the same? The newest answers to each question.</summary>
public sealed record UnderstandingAnswer(IReadOnlyList<QuestionItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>One question.</summary>
/// <param name="Agreement">The part of all people who gave the answer that most gave, 0 to 1.</param>
/// <param name="Differ">Layers whose most frequent answer is another than the top layer's.</param>
/// <param name="BiggestDrop">The layer where the top layer's answer loses most against the layer above; null where it loses nowhere.</param>
/// <param name="Believed">Of a question <c>kept</c> or <c>kept:&lt;promise&gt;</c>: the part that answers yes.</param>
/// <param name="Kept">The part of these promises that was kept.</param>
/// <param name="Gap">Believed less kept.</param>
public sealed record QuestionItem(
    string Question, DateTime At, double People, string? MostGiven, double? Agreement, IReadOnlyList<string> Differ, string? BiggestDrop, double? Drop,
    double? Believed, double? Kept, double? Gap, IReadOnlyList<LayerItem> Layers);

/// <summary>One layer, in the order of the survey: the top first.</summary>
/// <param name="MostGiven">Its most frequent answer, given by <paramref name="Share"/> of it.</param>
/// <param name="WithTop">The part that gives the answer that most of the top layer gave.</param>
public sealed record LayerItem(string Layer, double People, string? MostGiven, double? Share, double? WithTop);

/// <summary>The nine elements of the service environment, and culture: what breaks promises, beside how they are assessed.</summary>
public sealed record ElementsAnswer(IReadOnlyList<ElementItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>One element.</summary>
/// <param name="Blame">The sum of the shares of its causes, of which <paramref name="BlameShare"/> is the part of all.</param>
/// <param name="MeanScore">Of its assessments; null where nobody assessed it.</param>
/// <param name="Independent">How many of them were independent.</param>
public sealed record ElementItem(
    string Element, long Broken, double Blame, double BlameShare, long Assessments, double? MeanScore, long Independent, bool NeverAssessed, IReadOnlyList<string> Causes);

/// <summary>What was done about findings: what it brings for what it costs, and what changed; the easiest gain first.</summary>
public sealed record CorrectivesAnswer(IReadOnlyList<CorrectiveItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>One corrective.</summary>
/// <param name="Key">What it is about: a hotspot's key such as <c>cause:shift-ended</c>, else its links.</param>
/// <param name="Broken">Failed promises due before it that its key has a share in; with the sum of these shares in <paramref name="Blame"/>.</param>
/// <param name="Gain">Blame over cost: what is won for each unit of effort. Null where no cost was told.</param>
/// <param name="Before">How long hand-offs into its links took before.</param>
/// <param name="ChangeSeconds">The mean after less the mean before; with its 95 % interval (Welch) in <paramref name="Ci95"/>.</param>
public sealed record CorrectiveItem(
    DateTime At, string Finding, string Title, IReadOnlyList<string> Links, string? Key, double? Cost, long Broken, double Blame, double? Gain,
    SpanItem? Before, SpanItem? After, double? ChangeSeconds, double[]? Ci95);

/// <summary>How long hand-offs took, as the provider counts time.</summary>
public sealed record SpanItem(long Count, double MeanSeconds, double MedianSeconds);

/// <summary>The terms of the catalogue beside what those who ask need and what is done.</summary>
public sealed record TermsAnswer(IReadOnlyList<TermItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>One term. Spans of time are ISO 8601 durations.</summary>
/// <param name="Needed">Within which the requester says that it needs it.</param>
/// <param name="Ratio">Agreed over needed.</param>
/// <param name="Imposed">Whether the provider takes at least twice what is needed.</param>
/// <param name="Delivered">Hand-offs that it is for and that were served; of each pair three quarters within <paramref name="P75Seconds"/>: of the slowest pair.</param>
public sealed record TermItem(
    string From, string To, string Kind, string Within, string? Needed, double? Ratio, bool Imposed, long Delivered, double? P75Seconds);
