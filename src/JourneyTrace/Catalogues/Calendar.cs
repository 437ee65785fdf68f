using System.Collections.Concurrent;

namespace JourneyTrace.Catalogues;

/// <summary>
/// The working hours of a link, in its zone, summer time and holidays included. Where clocks go back, the first of the two
/// equal times is meant; a time that clocks leap over is read with the offset before the leap.
/// </summary>
public sealed class Calendar(
    TimeZoneInfo zone, IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpenHours>> hours, IReadOnlySet<DateOnly> holidays)
{
    readonly ConcurrentDictionary<int, WorkingYear> _years = new();

    /// <summary>The time between two instants (UTC) inside the working hours; zero where <paramref name="to"/> is not after <paramref name="from"/>.</summary>
    public TimeSpan Working(DateTime from, DateTime to)
    {
        if (to <= from)
            return TimeSpan.Zero;
        var ticks = 0L;
        for (var year = from.AddDays(-2).Year; year <= to.AddDays(2).Year; year++)
        {
            var table = _years.GetOrAdd(year, YearOf);
            ticks += table.Before(to.Ticks) - table.Before(from.Ticks);
        }
        return TimeSpan.FromTicks(ticks);
    }

    WorkingYear YearOf(int year)
    {
        var open = new List<(long From, long To)>();
        for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
        {
            if (holidays.Contains(day) || !hours.TryGetValue(day.DayOfWeek, out var ofDay))
                continue;
            foreach (var span in ofDay)
                open.Add((Utc(day, span.From), Utc(day, span.To)));
        }
        return new WorkingYear(open);
    }

    long Utc(DateOnly day, int minutes)
    {
        var local = day.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes);
        var offset = zone.GetUtcOffset(local);
        if (zone.IsAmbiguousTime(local))
            offset = zone.GetAmbiguousTimeOffsets(local).Max();
        else if (zone.IsInvalidTime(local))
            offset = zone.GetUtcOffset(local.AddHours(-3));
        return (local - offset).Ticks;
    }
}
