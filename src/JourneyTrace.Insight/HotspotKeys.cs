namespace JourneyTrace.Insight;

/// <summary>The words for what hotspots are told apart by.</summary>
static class HotspotKeys
{
    public static IReadOnlyDictionary<string, HotspotKey> Words { get; } = Enum.GetValues<HotspotKey>().ToDictionary(Word, StringComparer.Ordinal);

    public static string Word(HotspotKey key) => key.ToString().ToLowerInvariant();
}
