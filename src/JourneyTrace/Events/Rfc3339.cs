using System.Globalization;

namespace JourneyTrace.Events;

/// <summary>
/// Instants as RFC 3339 with an offset, kept in UTC to the microsecond (what is finer is cut off),
/// from the year 1900 up to the end of 2199. Source: RFC 3339 §5.6.
/// </summary>
public static class Rfc3339
{
    static readonly DateTime Earliest = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    static readonly DateTime Latest = new(2200, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Reads an instant; false where the text is none, has no offset, or lies outside the years 1900 to 2199.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTime instant)
    {
        instant = default;
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':' || text[16] != ':')
            return false;
        int year = Digits(text[..4]), month = Digits(text[5..7]), day = Digits(text[8..10]);
        int hour = Digits(text[11..13]), minute = Digits(text[14..16]), second = Digits(text[17..19]);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60 || second == 60 && minute != 59)
            return false;
        if (!TryFraction(text[19..], out var microseconds, out var used) || !TryOffset(text[(19 + used)..], out var offsetMinutes))
            return false;
        // A leap second is the first of the next minute.
        var local = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Utc).Ticks + second * TimeSpan.TicksPerSecond;
        var ticks = local + microseconds * TimeSpan.TicksPerMicrosecond - offsetMinutes * TimeSpan.TicksPerMinute;
        if (ticks < Earliest.Ticks || ticks >= Latest.Ticks)
            return false;
        instant = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }

    /// <summary>Reads an instant from a string, as <see cref="TryParse(ReadOnlySpan{byte}, out DateTime)"/>.</summary>
    public static bool TryParse(string text, out DateTime instant)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> bytes = stackalloc byte[64];
        if (text.Length <= 64 && System.Text.Encoding.ASCII.GetBytes(text, bytes) == text.Length)
            return TryParse(bytes[..text.Length], out instant);
        instant = default;
        return false;
    }

    /// <summary>The instant in UTC with three decimals, as traces show it.</summary>
    public static string ToMilliseconds(DateTime instant) =>
        instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The instant in UTC with as many decimals as it has, for events given back.</summary>
    public static string Format(DateTime instant) =>
        instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    static int Digits(ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var c in text)
        {
            if (c is < (byte)'0' or > (byte)'9')
                return -1;
            value = value * 10 + (c - '0');
        }
        return value;
    }

    static bool TryFraction(ReadOnlySpan<byte> text, out long microseconds, out int used)
    {
        microseconds = 0;
        used = 0;
        if (text.IsEmpty || text[0] != '.')
            return true;
        used = 1;
        var scale = 100_000;
        while (used < text.Length && text[used] is >= (byte)'0' and <= (byte)'9')
        {
            microseconds += (text[used] - '0') * scale;
            scale /= 10;
            used++;
        }
        return used > 1;
    }

    static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
            return (text[0] | 0x20) == 'z';
        if (text.Length != 6 || text[3] != ':' || text[0] is not ((byte)'+' or (byte)'-'))
            return false;
        int hours = Digits(text[1..3]), rest = Digits(text[4..]);
        if (hours is < 0 or > 23 || rest is < 0 or > 59)
            return false;
        minutes = (hours * 60 + rest) * (text[0] == '-' ? -1 : 1);
        return true;
    }
}
