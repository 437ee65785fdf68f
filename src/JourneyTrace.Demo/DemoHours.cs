namespace JourneyTrace.Demo;

/// <summary>Office hours of the made-up company: Monday to Friday, 08:00 to 18:00 in Warsaw, as its catalogue says.</summary>
static class DemoHours
{
    static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw");

    static readonly string[] Offices = ["account-manager", "legal", "payments", "finance", "billing"];

    /// <summary>Whether a link keeps office hours; else it works around the clock.</summary>
    public static bool IsOffice(string link) => Offices.Contains(link, StringComparer.Ordinal);

    /// <summary>When a link that begins at a moment has worked so many minutes.</summary>
    public static DateTime After(string link, DateTime begin, double minutes)
    {
        if (!IsOffice(link))
            return begin.AddMinutes(minutes);
        var local = TimeZoneInfo.ConvertTimeFromUtc(begin, Zone);
        while (true)
        {
            local = Open(local);
            var left = (local.Date.AddHours(18) - local).TotalMinutes;
            if (minutes <= left)
                return Utc(local.AddMinutes(minutes));
            minutes -= left;
            local = local.Date.AddDays(1);
        }
    }

    static DateTime Open(DateTime local)
    {
        if (local.Hour >= 18)
            local = local.Date.AddDays(1);
        while (local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            local = local.Date.AddDays(1);
        return local.Hour < 8 ? local.Date.AddHours(8) : local;
    }

    static DateTime Utc(DateTime local) =>
        TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(Zone.IsInvalidTime(local) ? local.AddHours(1) : local, DateTimeKind.Unspecified), Zone);
}
