namespace JourneyTrace.Client;

/// <summary>The agreed ways, and whether they are gone.</summary>
/// <param name="Unidentified">Kinds of cases for which no procedure was published.</param>
public sealed record ProceduresAnswer(
    IReadOnlyList<ProcedureItem> Items, string? Next, IReadOnlyList<UnidentifiedKind> Unidentified, IReadOnlyList<string> Missing);

/// <summary>One procedure, read from what cases did.</summary>
/// <param name="State">
/// Of its newest version. shelved: told to be, or followed by under 10 % of at least 5 cases. unknown: fewer than 5 cases are over. wrong: where it is followed, promises are kept less
/// than where it is not (the interval of the difference lies below 0), or less than half of the time. incomplete: at least a quarter of the cases take a step that it does not have.
/// sound: none of these.
/// </param>
/// <param name="KeptWhereFollowed">The rate of kept promises; with its 95 % interval in the next.</param>
/// <param name="Difference">Kept where followed less kept where not; with its 95 % interval (Newcombe) in <paramref name="DifferenceCi95"/>.</param>
/// <param name="Versions">In the order of publishing.</param>
public sealed record ProcedureItem(
    string Procedure, string CaseKind, string State, string Version, long Cases, long Followed, double? FollowedRate, double[]? FollowedCi95,
    double? KeptWhereFollowed, double[]? KeptWhereFollowedCi95, double? KeptWhereNot, double[]? KeptWhereNotCi95, double? Difference, double[]? DifferenceCi95,
    IReadOnlyList<VersionItem> Versions);

/// <summary>One version, of the cases that were opened while it held and are over.</summary>
/// <param name="MedianSeconds">From the first hand-off to the last end.</param>
/// <param name="SavedSeconds">The median of the version before, less this one's.</param>
/// <param name="SavedShare">As a part of the median before: 0.833 for from 4 hours to 40 minutes.</param>
/// <param name="CasesPerMonth">A month is 30.4375 days.</param>
/// <param name="PaybackMonths">Its cost over what it saves in a month; null where one of them is not known, or nothing is saved.</param>
public sealed record VersionItem(
    string Version, DateTime From, DateTime? To, IReadOnlyList<StepItem> Steps, double? Cost, long Cases, double? KeptRate, double[]? KeptCi95, double? MedianSeconds,
    double? SavedSeconds, double? SavedShare, double? CasesPerMonth, double? PaybackMonths);

/// <summary>One step.</summary>
/// <param name="Kind">The kind of hand-off; null for any.</param>
/// <param name="Within">An ISO 8601 duration.</param>
public sealed record StepItem(string Link, string? Kind, string? Within);

/// <summary>A kind of cases that nobody published a procedure for.</summary>
public sealed record UnidentifiedKind(string Kind, long Cases, double? KeptRate, double[]? KeptCi95);

/// <summary>How cases go beside one version of a procedure.</summary>
/// <param name="Skipped">Steps that were not taken.</param>
/// <param name="Added">Hand-offs that are no step.</param>
/// <param name="OutOfOrder">Steps that were taken at another place.</param>
/// <param name="Items">The ways that cases take, the most frequent first.</param>
public sealed record ConformanceAnswer(
    string Procedure, string Version, string State, long Cases, long Followed, double? FollowedRate, double[]? FollowedCi95, IReadOnlyList<DeviationStep> Skipped,
    IReadOnlyList<DeviationStep> Added, IReadOnlyList<DeviationStep> OutOfOrder, IReadOnlyList<WayItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>One deviation, and what became of the promises of the cases that have it.</summary>
public sealed record DeviationStep(string Link, string? Kind, long Cases, double? KeptRate, double[]? KeptCi95);

/// <summary>One way that cases take.</summary>
/// <param name="Proposed">
/// Whether it is proposed as a revision: at least 5 cases and a tenth of all, promises kept no less than where the procedure is followed, and no step of kind approval skipped.
/// </param>
public sealed record WayItem(
    IReadOnlyList<string> Path, long Cases, bool Followed, IReadOnlyList<string> Skipped, IReadOnlyList<string> Added, IReadOnlyList<string> OutOfOrder,
    double? KeptRate, double[]? KeptCi95, double? MedianSeconds, bool Proposed);
