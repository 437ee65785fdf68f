using System.Text.Json;
using JourneyTrace.Catalogues;
using JourneyTrace.Events;

namespace JourneyTrace.Specs;

public sealed class Instants_and_durations
{
    [Theory]
    [InlineData("2026-03-02T09:10:00Z", "2026-03-02T09:10:00Z")]
    [InlineData("2026-03-02t09:10:00.1234567+01:00", "2026-03-02T08:10:00.123456Z")]
    [InlineData("2024-02-29T23:59:59-23:59", "2024-03-01T23:58:59Z")]
    public void Are_read(string text, string expected)
    {
        Assert.True(Rfc3339.TryParse(text, out var instant));
        Assert.Equal(expected, Rfc3339.Format(instant));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-02")]
    [InlineData("2026-03-02T09:10:00")]
    [InlineData("2026-02-29T09:10:00Z")]
    [InlineData("2026-03-02T24:00:00Z")]
    [InlineData("2026-03-02T09:10:60Z")]
    [InlineData("2026-03-02T09:10:00.Z")]
    [InlineData("2026-03-02T09:10:00+1:00")]
    [InlineData("0000-03-02T09:10:00Z")]
    [InlineData("1899-12-31T23:59:59Z")]
    [InlineData("2200-01-01T00:00:00Z")]
    [InlineData("٢٠٢٦-03-02T09:10:00Z")]
    public void Are_refused(string text) => Assert.False(Rfc3339.TryParse(text, out _));

    [Theory]
    [InlineData("PT4H", 14_400)]
    [InlineData("P3D", 259_200)]
    [InlineData("P1W", 604_800)]
    [InlineData("P1DT2H3M4.5S", 93_784.5)]
    public void Spans_are_read(string text, double seconds)
    {
        Assert.True(Iso8601Duration.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("-PT1H")]
    [InlineData("PT1M1H")]
    [InlineData("PT1.5H1M")]
    [InlineData("P99999999D")]
    [InlineData("4 hours")]
    public void Spans_are_refused(string text) => Assert.False(Iso8601Duration.TryParse(text, out _));
}

public sealed class Calendars
{
    static readonly Catalogue Warsaw = Read("""
        {"links":{"a":{"calendar":"c"}},"calendars":{"c":{"zone":"Europe/Warsaw","hours":{"mon-fri":"09:00-17:00","sat":["09:00-12:00","13:00-15:00"],"sun":"22:00-02:00"},"holidays":["2026-05-01"]}}}
        """);

    [Theory]
    [InlineData("2026-03-03T00:00:00Z", "2026-03-04T00:00:00Z", 8)]
    [InlineData("2026-03-07T00:00:00Z", "2026-03-08T00:00:00Z", 5)]
    [InlineData("2026-05-01T00:00:00Z", "2026-05-01T22:00:00Z", 0)]
    [InlineData("2026-03-29T00:00:00Z", "2026-03-30T06:00:00Z", 4)]
    [InlineData("2026-12-31T08:00:00Z", "2027-01-01T16:00:00Z", 16)]
    [InlineData("2026-03-03T00:00:00Z", "2026-03-02T00:00:00Z", 0)]
    public void Count_working_hours_in_their_zone(string from, string to, double hours)
    {
        Assert.True(Rfc3339.TryParse(from, out var begin) & Rfc3339.TryParse(to, out var end));
        Assert.Equal(hours, Warsaw.Measure("a", begin, end).TotalHours);
    }

    [Fact]
    public void The_closest_term_counts()
    {
        var catalogue = Read("""{"terms":[{"within":"PT9H"},{"kind":"work","within":"PT8H"},{"from":"a","within":"PT7H"},{"to":"b","within":"PT6H"},{"to":"b","from":"*","within":"PT5H"},{"to":"b","from":"a","kind":"work","within":"PT4H"}]}""");
        Assert.Equal([4, 6, 7, 8, 9], new[] { ("a", "b", "work"), ("x", "b", "work"), ("a", "x", "work"), ("x", "x", "work"), ("x", "x", "payment") }
            .Select(t => (int)catalogue.TermFor(t.Item1, t.Item2, t.Item3)!.Value.TotalHours));
    }

    [Theory]
    [InlineData("""{"complaints":{}}""", false, true)]
    [InlineData("""{"links":{"a":{"side":"front"}},"terms":[{"to":"b","within":"PT1H"}]}""", false, false)]
    [InlineData("""{"links":{"a":{"side":"internal"}},"terms":[{"kind":"work","within":"PT1H"}]}""", false, true)]
    public void A_change_touches_what_it_bears_on(string after, bool nothing, bool all)
    {
        var change = CatalogueChange.Between(JsonDocument.Parse("{}").RootElement, JsonDocument.Parse(after).RootElement);
        Assert.Equal(all, change.All);
        Assert.Equal(nothing, change is { All: false, Links.Count: 0 });
        if (!all)
            Assert.Equal(["a", "b"], change.Links);
    }

    static Catalogue Read(string json) => CatalogueReader.Read(JsonDocument.Parse(json).RootElement).Catalogue!;
}
