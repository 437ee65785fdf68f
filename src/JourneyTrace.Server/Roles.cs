namespace JourneyTrace.Server;

/// <summary>What a process does. All of them by default; some, where they are to run as processes of their own.</summary>
[Flags]
public enum Roles
{
    None = 0,

    /// <summary>Takes events in.</summary>
    Intake = 1,

    /// <summary>Replays cases.</summary>
    Tracer = 2,

    /// <summary>Answers questions.</summary>
    Insight = 4,

    All = Intake | Tracer | Insight,
}
