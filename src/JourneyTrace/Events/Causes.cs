using System.Collections.Frozen;

namespace JourneyTrace.Events;

/// <summary>The words for why time was lost. A word that is not on the list is kept as <c>other:&lt;text&gt;</c>.</summary>
public static class Causes
{
    public const string Absence = "absence";
    public const string MissingInformation = "missing-information";
    public const string Queue = "queue";
    public const string SlowWork = "slow-work";
    public const string NoAnswer = "no-answer";
    public const string OverPromise = "over-promise";
    public const string Customer = "customer";
    public const string Unknown = "unknown";

    /// <summary>Every cause that has a name of its own.</summary>
    public static FrozenSet<string> Known { get; } = new[]
    {
        Absence, MissingInformation, "no-authority", "not-my-job", "shift-ended", "bureaucracy", "untrained", "no-tools",
        "system-down", "defect", "legal", "rework", Queue, SlowWork, NoAnswer, OverPromise, Customer, Unknown,
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The cause as it is counted: a known word stays, anything else becomes <c>other:&lt;text&gt;</c>.</summary>
    public static string Normalise(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return Known.Contains(word) || word.StartsWith("other:", StringComparison.Ordinal) ? word : "other:" + word;
    }
}
