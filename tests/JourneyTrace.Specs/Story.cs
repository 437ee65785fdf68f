using System.Globalization;
using System.Text;
using JourneyTrace.Events;
using JourneyTrace.Testing;

namespace JourneyTrace.Specs;

/// <summary>A case told in lines: the minute since Monday at 9:00, the type and the data of an event.</summary>
static class Story
{
    public static CaseEvent[] Of(params string[] lines) => [.. lines.Select(Event)];

    static CaseEvent Event(string line, int number)
    {
        var parts = line.Split(' ', 3);
        var time = Told.Monday.AddMinutes(int.Parse(parts[0], CultureInfo.InvariantCulture));
        var reading = EventReader.Read(Encoding.UTF8.GetBytes(Told.Json($"e{number}", parts[1], "case", time, parts[2])), time);
        Assert.True(reading.Refusal is null, $"{reading.Refusal}: {line}");
        return new CaseEvent("/test", $"e{number}", reading.Event!.Schema.Type, time, time, reading.Fact!);
    }
}
