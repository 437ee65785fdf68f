using System.Globalization;

namespace JourneyTrace.Demo;

/// <summary>An event of the made-up company.</summary>
static class DemoEvent
{
    /// <summary>One line of JSON.</summary>
    /// <param name="data">One JSON object.</param>
    public static string Line(string id, string type, string subject, DateTime time, string data) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"/demo/company","type":"{{type}}","subject":"{{subject}}","time":"{{Text(time)}}","data":{{data}}}""";

    public static string Text(DateTime instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
