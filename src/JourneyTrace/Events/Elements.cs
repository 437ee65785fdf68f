namespace JourneyTrace.Events;

/// <summary>The nine elements of the service environment, and culture, a tenth of ours: each cause belongs to one. Source: docs/events.md.</summary>
public static class Elements
{
    /// <summary>In the order of the documentation.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Causes)> All { get; } =
    [
        ("goals", ["over-promise"]),
        ("processes", ["queue", "rework"]),
        ("procedures", ["bureaucracy"]),
        ("competences", ["untrained"]),
        ("legal", ["legal"]),
        ("decision-centres", ["no-authority"]),
        ("effectiveness", ["slow-work", "no-answer", "absence", "shift-ended"]),
        ("work-tools", ["no-tools", "system-down", "defect"]),
        ("support-tools", ["missing-information"]),
        ("culture", ["not-my-job"]),
    ];

    /// <summary>The element of a cause; <c>other</c> where it is none of ours.</summary>
    public static string Of(string cause) => Names.GetValueOrDefault(cause, "other");

    static readonly Dictionary<string, string> Names =
        All.SelectMany(e => e.Causes.Select(c => (Cause: c, e.Name))).ToDictionary(e => e.Cause, e => e.Name, StringComparer.Ordinal);
}
