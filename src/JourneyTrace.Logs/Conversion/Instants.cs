using System.Globalization;
using JourneyTrace.Events;

namespace JourneyTrace.Logs.Conversion;

/// <summary>Times as other systems write them. Without an offset they are UTC.</summary>
static class Instants
{
    /// <param name="wallClock">Whether an offset is left out of account, as if all clocks stood on UTC.</param>
    public static DateTime? Read(string? text, bool wallClock)
    {
        if (text is null)
            return null;
        if (wallClock)
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var shown) && shown.Year is >= 1900 and < 2200
                ? DateTime.SpecifyKind(shown.DateTime, DateTimeKind.Utc)
                : null;
        }
        if (Rfc3339.TryParse(text, out var exact))
            return exact;
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var loose)
            && loose.Year is >= 1900 and < 2200
            ? loose.UtcDateTime
            : null;
    }
}
