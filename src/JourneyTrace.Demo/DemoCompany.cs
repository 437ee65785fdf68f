using System.Globalization;

namespace JourneyTrace.Demo;

/// <summary>
/// A made-up company up to its last day: some stories told event by event, five decisions, two procedures in two versions, and as many cases around them as
/// are asked for. The same every time for the same last day.
/// </summary>
/// <param name="end">Its last day, UTC: what would lie after it has not happened yet.</param>
/// <param name="cases">How many.</param>
public sealed class DemoCompany(DateTime end, int cases)
{
    const double Days = 300;

    /// <summary>Links, calendars and terms, as JSON. Half of the pairs have no term.</summary>
    public static string Catalogue => Resource("catalogue.json");

    /// <summary>The stories, one event a line.</summary>
    public static string Stories => Resource("stories.ndjson");

    /// <summary>What the organisation told: its decisions first.</summary>
    public IEnumerable<string> Organisation() => DemoDecision.All.Select((decision, number) => decision.Line(number, end)).Concat(DemoPractice.Lines(end));

    /// <summary>The cases, in the order of their opening.</summary>
    public IEnumerable<DemoStory> Cases()
    {
        var random = new DemoRandom(20260105);
        var rush = Rush();
        var (hour, before) = (0, 0.0);
        for (var i = 0; i < cases; i++)
        {
            // The hour by which so much of the rush of all days was over.
            for (var over = rush.Total * (i + random.Next()) / cases; hour < rush.Hours.Length - 1 && before + rush.Hours[hour] < over; hour++)
                before += rush.Hours[hour];
            yield return new DemoCase(
                string.Create(CultureInfo.InvariantCulture, $"demo-{i:000000}"), end.AddDays(-Days).AddHours(hour).AddMinutes(60 * random.Next()), end, random).Make();
        }
    }

    /// <summary>How many customers come in each hour: more before Christmas and on weekdays, less at night.</summary>
    (double[] Hours, double Total) Rush()
    {
        double[] hours = [.. Enumerable.Range(0, (int)(Days * 24)).Select(hour => Rush(end.AddDays(-Days).AddHours(hour)))];
        return (hours, hours.Sum());
    }

    /// <summary>The last of its events: where it is stored, all of it is.</summary>
    public string Last() => DemoEvent.Line("filled", "effect.recorded", "organisation", end, """{"what":"the made-up company is filled in","side":"internal","amount":0}""");

    static double Rush(DateTime time) =>
        (time.Month is 11 or 12 ? 1.5 : time.Month is 7 or 8 ? 0.8 : 1) * (time.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.5 : 1.2) * (time.Hour is >= 7 and < 18 ? 1.4 : 0.1);

    static string Resource(string name)
    {
        using var stream = typeof(DemoCompany).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
