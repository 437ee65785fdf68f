namespace JourneyTrace.Columns;

/// <summary>The words that the read models hold.</summary>
static class Words
{
    static readonly string[] Fates = ["open", "kept", "released", "broken", "abandoned"];
    static readonly string[] Outcomes = ["open", "delivered", "refused", "returned", "incomplete", "withdrawn"];

    public static string Of(Fate fate) => Fates[(int)fate];

    /// <exception cref="ArgumentException">There is no such word.</exception>
    public static Fate Fate(string word) => (Fate)Place(Fates, word);

    /// <exception cref="ArgumentException">There is no such word.</exception>
    public static Outcome Outcome(string word) => (Outcome)Place(Outcomes, word);

    public static RootSide Side(string? word) => word switch
    {
        null => RootSide.None,
        "contact" => RootSide.Contact,
        "customer" => RootSide.Customer,
        _ => RootSide.Upstream,
    };

    static byte Place(string[] words, string word) =>
        Array.IndexOf(words, word) is >= 0 and var place ? (byte)place : throw new ArgumentException($"There is no word '{word}' here", nameof(word));
}
