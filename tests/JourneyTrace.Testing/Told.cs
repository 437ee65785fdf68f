using System.Text;
using JourneyTrace.Events;
using Xunit;

namespace JourneyTrace.Testing;

/// <summary>Builds events as an integrator would send them.</summary>
public static class Told
{
    public static readonly DateTime Monday = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    /// <summary>An event as JSON, its data given as JSON.</summary>
    public static string Json(string id, string type, string subject, DateTime time, string data, string source = "/test") =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"{{source}}","type":"{{type}}","subject":"{{subject}}","time":"{{Rfc3339.Format(time)}}","data":{{data}}}""";

    /// <summary>An event that was read and found right.</summary>
    public static NewEvent Event(string id, string type, string subject, DateTime time, string data, string source = "/test")
    {
        var reading = EventReader.Read(Encoding.UTF8.GetBytes(Json(id, type, subject, time, data, source)), time);
        Assert.True(reading.Refusal is null, reading.Refusal?.Detail);
        return reading.Event!;
    }

    /// <summary>A promise that is made: the shortest event that says something.</summary>
    public static NewEvent PromiseMade(string id, string subject, string what = "swap") =>
        Event(id, "promise.made", subject, Monday, $$"""{"promise":"p","by":"store","within":"PT4H","what":"{{what}}"}""");
}
