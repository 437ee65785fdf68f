namespace JourneyTrace.Client;

/// <summary>What was found, the latest changed first.</summary>
public sealed record FindingsAnswer(IReadOnlyList<FindingItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>A finding, with its state and history.</summary>
/// <param name="Type">promise-broken, promise-at-risk or hotspot.</param>
/// <param name="Case">Of a promise.</param>
/// <param name="Promise">Of a promise.</param>
/// <param name="Key">Of a hotspot: such as <c>link:finance</c> or <c>cause:absence</c>.</param>
/// <param name="State">open or resolved; of a hotspot new, ongoing, regressed or resolved (the last 30 days against those before).</param>
/// <param name="Link">Of a broken promise: the root link, with its cause in <paramref name="Cause"/>, as they are known now.</param>
/// <param name="Since">When it came to be open.</param>
/// <param name="History">Each state that it came to, the first one first.</param>
public sealed record FindingItem(
    string Type, string? Case, string? Promise, string? Key, string State, string? Link, string? Cause, DateTime Since, DateTime ChangedAt, IReadOnlyList<FindingState> History);

/// <summary>A state and when it was come to.</summary>
/// <param name="State">new, ongoing, regressed or resolved.</param>
public sealed record FindingState(string State, DateTime At);

/// <summary>A change, as the stream tells it; the event's name is its type.</summary>
/// <param name="State">new, ongoing, regressed or resolved.</param>
public sealed record FindingEvent(string Type, string? Case, string? Promise, string? Key, string State, string? Link, string? Cause, DateTime At);
