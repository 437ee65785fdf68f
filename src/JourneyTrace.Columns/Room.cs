namespace JourneyTrace.Columns;

/// <summary>Bytes that things take in the memory of a 64-bit process, as .NET lays them out.</summary>
static class Room
{
    public const int OfReference = 8;

    /// <summary>An entry of a dictionary from a string or a long to an int, with its bucket.</summary>
    public const int OfEntry = 28;

    /// <summary>A string: its header, its length, two bytes for each character and for the end.</summary>
    public static long Of(string text) => (22L + (2 * text.Length) + 7) & ~7;
}
