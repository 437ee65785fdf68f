namespace JourneyTrace.Events;

/// <summary>
/// Spans of time as ISO 8601 durations of weeks, days, hours, minutes and seconds: <c>PT4H</c>, <c>P3D</c>, <c>P1DT12H</c>.
/// Months and years have no fixed length and are refused, as is what is negative or longer than 100 years of 365.25 days.
/// </summary>
public static class Iso8601Duration
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(36_525);

    /// <summary>Reads a duration; false where the text is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length < 3 || text[0] != 'P')
            return false;
        text = text[1..];
        decimal seconds = 0;
        var last = 0;
        var inTime = false;
        while (!text.IsEmpty)
        {
            if (text[0] == 'T')
            {
                if (inTime || text.Length == 1)
                    return false;
                inTime = true;
                text = text[1..];
                continue;
            }
            if (!TryPart(ref text, inTime, ref last, ref seconds) || seconds > (decimal)Longest.TotalSeconds)
                return false;
        }
        duration = TimeSpan.FromTicks((long)(seconds * 1_000_000) * TimeSpan.TicksPerMicrosecond);
        return last > 0;
    }

    /// <summary>Reads a duration from a string.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> bytes = stackalloc byte[64];
        if (text.Length <= 64 && System.Text.Encoding.ASCII.GetBytes(text, bytes) == text.Length)
            return TryParse(bytes[..text.Length], out duration);
        duration = default;
        return false;
    }

    static bool TryPart(ref ReadOnlySpan<byte> text, bool inTime, ref int last, ref decimal seconds)
    {
        var end = text.IndexOfAnyExcept("0123456789."u8);
        if (end is < 1 or > 15 || text[0] == '.' || text[end - 1] == '.')
            return false;
        if (!System.Buffers.Text.Utf8Parser.TryParse(text[..end], out decimal number, out var read) || read != end)
            return false;
        var (place, unit) = Unit(text[end], inTime);
        if (place <= last || (number != decimal.Truncate(number) && place < 5))
            return false;
        last = place;
        seconds += number * unit;
        text = text[(end + 1)..];
        return true;
    }

    static (int Place, int Seconds) Unit(byte letter, bool inTime) => ((char)letter, inTime) switch
    {
        ('W', false) => (1, 604_800),
        ('D', false) => (2, 86_400),
        ('H', true) => (3, 3_600),
        ('M', true) => (4, 60),
        ('S', true) => (5, 1),
        _ => (0, 0),
    };
}
