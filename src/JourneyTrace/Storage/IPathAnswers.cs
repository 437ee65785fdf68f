using JourneyTrace.Catalogues;

namespace JourneyTrace.Storage;

/// <summary>Answers about the paths that cases take, step by step. What tells steps apart is left out where a step does not say it.</summary>
public interface IPathAnswers
{
    /// <summary>What follows what directly within a case, and how long after.</summary>
    Task<IReadOnlyList<FollowCounts>> FollowsAsync(StepKey by, Filter filter, CancellationToken stop);

    /// <summary>What the steps are, and how often each is the first, the last, or repeated.</summary>
    Task<IReadOnlyList<StopCounts>> StopsAsync(StepKey by, Filter filter, CancellationToken stop);

    /// <summary>The time from each step to each later one, and how often it lies further from the mean than so many deviations.</summary>
    Task<IReadOnlyList<ProfileCounts>> ProfileAsync(StepKey by, Filter filter, double deviations, CancellationToken stop);

    /// <summary>The paths, the most taken first.</summary>
    Task<VariantCounts> VariantsAsync(StepKey by, Filter filter, int offset, int limit, CancellationToken stop);

    /// <summary>Cases in which any step stands more than once.</summary>
    Task<long> ReworkedAsync(StepKey by, Filter filter, CancellationToken stop);

    /// <summary>How often a case went from one to another, and back at once. Steps of the same name in a row are one.</summary>
    Task<PingPongCounts> PingPongAsync(StepKey by, Filter filter, CancellationToken stop);

    /// <summary>Why work waited, of the steps whose begin and end are known; by link or by person.</summary>
    /// <param name="catalogue">The working hours of links.</param>
    Task<WaitingCounts> WaitsAsync(StepKey by, Filter filter, Catalogue catalogue, CancellationToken stop);

    /// <summary>How many cases these links alone went through.</summary>
    Task<FrontCounts> PushToFrontAsync(IReadOnlyList<string> front, Filter filter, CancellationToken stop);
}

/// <summary>By what steps are told apart.</summary>
public enum StepKey
{
    Activity,
    Link,
    Person,
    Lifecycle,
}

/// <summary>One directly following another. Waits in seconds.</summary>
/// <param name="DeviationSeconds">Sample standard deviation; null where there is only one.</param>
public sealed record FollowCounts(
    string Source, string Target, long Count, long Cases, double MeanSeconds, double MedianSeconds, double P90Seconds, double MinSeconds,
    double MaxSeconds, double SumSeconds, double? DeviationSeconds);

/// <summary>One step and a later one of the same case. Seconds.</summary>
/// <param name="DeviationSeconds">Sample standard deviation; null where there is only one.</param>
/// <param name="Beyond">How many lie further from the mean than asked, in <paramref name="CasesBeyond"/> cases.</param>
public sealed record ProfileCounts(string Source, string Target, long Count, double MeanSeconds, double? DeviationSeconds, long Beyond, long CasesBeyond);

/// <summary>Steps of one name.</summary>
/// <param name="Repeated">Cases in which it stands more than once.</param>
public sealed record StopCounts(string Name, long Count, long Cases, long Starts, long Ends, long Repeated);

/// <summary>Some paths of all.</summary>
public sealed record VariantCounts(IReadOnlyList<VariantRow> Rows, long Variants, long Cases);

/// <summary>One path.</summary>
/// <param name="MedianSeconds">From the first step to the last, half of the cases took at most this long.</param>
/// <param name="Failed">Of its cases' promises, those broken or abandoned.</param>
public sealed record VariantRow(IReadOnlyList<string> Path, long Cases, double MedianSeconds, long Promises, long Failed);

/// <summary>Going there and back, by pair, and in all.</summary>
/// <param name="Handovers">How often the case changed hands.</param>
/// <param name="CasesWithReturn">Cases that came back at any time, at once or after others.</param>
/// <param name="AllCases">Cases with any step.</param>
public sealed record PingPongCounts(
    IReadOnlyList<PingPongRow> Pairs, long Handovers, long CasesWithHandover, long PingPongs, long CasesWithPingPong, long CasesWithReturn, long AllCases);

/// <summary>One pair: from A to B, and from there back to A.</summary>
/// <param name="Handovers">How often it went from A to B at all.</param>
public sealed record PingPongRow(string A, string B, long PingPongs, long Cases, long Handovers);

/// <summary>Waits by what was done before and after, the longest first; and all together.</summary>
/// <param name="Work">Steps whose begin and end are known.</param>
public sealed record WaitingCounts(IReadOnlyList<WaitCounts> Pairs, WaitCounts All, long Work);

/// <summary>Waits of one activity after another. Seconds, summed.</summary>
/// <param name="From">The activity that had to be done before; null in the total.</param>
public sealed record WaitCounts(
    string? From, string? FromResource, string? To, string? ToResource, long Count, long Cases, double WaitSeconds, double Batching, double Prioritisation,
    double Contention, double Unavailability, double Extraneous);

/// <summary>Cases by whether they stayed in the front.</summary>
/// <param name="FrontOnly">They went through front links alone.</param>
/// <param name="Begun">They began in the front.</param>
/// <param name="Left">Of these, those that left it.</param>
public sealed record FrontCounts(long Cases, long FrontOnly, long Begun, long Left);
