using System.Globalization;
using JourneyTrace.Events;

namespace JourneyTrace.Logs.Conversion;

/// <summary>Times as other systems write them. Without an offset they are UTC.</summary>
static class Instants
{
    public static DateTime? Read(string? text)
    {
        if (text is null)
            return null;
        if (Rfc3339.TryParse(text, out var exact))
            return exact;
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var loose)
            && loose.Year is >= 1900 and < 2200
            ? loose.UtcDateTime
            : null;
    }
}
