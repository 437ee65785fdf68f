using System.Globalization;
using System.Text.Json;
using JourneyTrace.Events;

namespace JourneyTrace.Catalogues;

/// <summary>Reads the calendars of a catalogue: zone, hours by day, holidays.</summary>
static class CalendarReader
{
    public static Dictionary<string, Calendar> ReadAll(JsonElement json, List<Refusal> refusals)
    {
        var calendars = new Dictionary<string, Calendar>(StringComparer.Ordinal);
        foreach (var entry in CatalogueReader.Entries(json, "calendars", refusals))
        {
            var pointer = "/calendars/" + entry.Name;
            var before = refusals.Count;
            if (entry.Value.ValueKind != JsonValueKind.Object)
            {
                refusals.Add(new Refusal("wrong_type", pointer, "A calendar needs an object with zone, hours and holidays"));
                continue;
            }
            CatalogueText.RefuseUnknown(entry.Value, pointer, "a calendar", ["zone", "hours", "holidays"], refusals);
            var zone = ReadZone(entry.Value, pointer, refusals);
            var hours = ReadHours(entry.Value, pointer, refusals);
            var holidays = ReadHolidays(entry.Value, pointer, refusals);
            if (refusals.Count == before)
                calendars[entry.Name] = new Calendar(zone!, hours, holidays);
        }
        return calendars;
    }

    static TimeZoneInfo? ReadZone(JsonElement calendar, string pointer, List<Refusal> refusals)
    {
        var name = CatalogueReader.Text(calendar, "zone");
        if (name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            return zone;
        refusals.Add(new Refusal("invalid_value", pointer + "/zone", $"'{name}' is no time zone known here; use an IANA name such as Europe/Warsaw"));
        return null;
    }

    static Dictionary<DayOfWeek, IReadOnlyList<OpenHours>> ReadHours(JsonElement calendar, string pointer, List<Refusal> refusals)
    {
        var hours = new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>>();
        foreach (var entry in CatalogueReader.Entries(calendar, "hours", refusals, pointer))
        {
            var here = $"{pointer}/hours/{entry.Name}";
            if (!OpenHours.TryParseDays(entry.Name, out var days))
                refusals.Add(new Refusal("invalid_value", here, $"'{entry.Name}' names no days; use mon, mon-fri or sat,sun"));
            var open = ReadSpans(entry.Value, here, refusals);
            foreach (var day in days)
                hours[day] = [.. hours.GetValueOrDefault(day, []), .. open];
        }
        if (hours.Count == 0)
            refusals.Add(new Refusal("missing_field", pointer + "/hours", "A calendar needs hours, such as {\"mon-fri\":\"09:00-17:00\"}"));
        return hours;
    }

    static List<OpenHours> ReadSpans(JsonElement value, string pointer, List<Refusal> refusals)
    {
        IEnumerable<JsonElement> entries = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
        var open = new List<OpenHours>();
        foreach (var entry in entries)
        {
            if (entry.ValueKind == JsonValueKind.String && OpenHours.TryParse(entry.GetString()!, out var hours))
                open.Add(hours);
            else
                refusals.Add(new Refusal("invalid_value", pointer, $"{entry.GetRawText()} is no span of hours; use \"09:00-17:00\""));
        }
        return open;
    }

    static HashSet<DateOnly> ReadHolidays(JsonElement calendar, string pointer, List<Refusal> refusals)
    {
        var holidays = new HashSet<DateOnly>();
        if (!calendar.TryGetProperty("holidays", out var list))
            return holidays;
        if (list.ValueKind != JsonValueKind.Array)
        {
            refusals.Add(new Refusal("wrong_type", pointer + "/holidays", "holidays needs a list of dates, such as [\"2026-12-25\"]"));
            return holidays;
        }
        foreach (var entry in list.EnumerateArray())
        {
            if (entry.ValueKind == JsonValueKind.String
                && DateOnly.TryParseExact(entry.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                holidays.Add(day);
            else
                refusals.Add(new Refusal("invalid_value", pointer + "/holidays", $"{entry.GetRawText()} is no date; use \"2026-12-25\""));
        }
        return holidays;
    }
}
