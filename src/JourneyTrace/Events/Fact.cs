namespace JourneyTrace.Events;

/// <summary>What happened, in the words of the vocabulary. A closed set: one record for each type that a replay looks at.</summary>
public abstract record Fact;

/// <summary>A fact that is kept and reported but moves no promise, hand-off or obstacle.</summary>
public sealed record Noted : Fact
{
    internal static readonly Noted Instance = new();
}
