using System.Globalization;

namespace JourneyTrace.Catalogues;

/// <summary>A time of opening on a local day, in minutes from midnight; <paramref name="To"/> may reach into the next day.</summary>
public readonly record struct OpenHours(int From, int To)
{
    static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>Reads <c>09:00-17:00</c>; an end at or before the start is on the next day; <c>24:00</c> is midnight at the end.</summary>
    public static bool TryParse(string text, out OpenHours hours)
    {
        ArgumentNullException.ThrowIfNull(text);
        hours = default;
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || !TryMinutes(parts[0], out var from) || !TryMinutes(parts[1], out var to) || from == 1440)
            return false;
        hours = new OpenHours(from, to <= from ? to + 1440 : to);
        return true;
    }

    /// <summary>Reads <c>mon</c>, <c>mon-fri</c> or <c>mon,wed</c>.</summary>
    public static bool TryParseDays(string text, out IReadOnlyList<DayOfWeek> days)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<DayOfWeek>();
        days = found;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            int first = Array.IndexOf(Days, ends[0]), last = Array.IndexOf(Days, ends[^1]);
            if (first < 0 || last < 0 || ends.Length > 2)
                return false;
            for (var day = first; ; day = (day + 1) % 7)
            {
                found.Add((DayOfWeek)day);
                if (day == last)
                    break;
            }
        }
        return true;
    }

    static bool TryMinutes(string text, out int minutes)
    {
        minutes = 0;
        var parts = text.Split(':');
        if (parts.Length != 2 || parts[0].Length is < 1 or > 2 || parts[1].Length != 2
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minute))
            return false;
        minutes = hour * 60 + minute;
        return minute < 60 && minutes <= 1440;
    }
}
