using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Which systems sent events, and what of it was rejected.</summary>
public sealed class Knowing_sources(AllInOne shape) : IClassFixture<AllInOne>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_source_is_there_with_what_it_sent()
    {
        Assert.Empty((await SourcesAsync()).Items);
        var good = Enumerable.Range(0, 3).Select(i => Told.Json($"s{i}", "case.opened", $"s{i}", Told.Monday, """{"kind":"k"}"""));
        using var posted = await shape.PostAsync(string.Join('\n', good), "application/x-ndjson");
        Assert.True(posted.IsSuccessStatusCode);
        var source = Assert.Single((await SourcesAsync()).Items);
        Assert.Equal((3L, 0L, true), (source.Events, source.DeadLetters, source.FirstAt <= source.LastAt));
        using var wrong = await shape.PostAsync("""{"specversion":"1.0","id":"1","source":"/elsewhere","type":"promise.made","subject":"x","time":"2026-03-02T08:00:00Z","data":{}}""", "application/cloudevents+json");
        var both = (await SourcesAsync()).Items;
        Assert.Equal([(source.Source, 3L, 0L), ("/elsewhere", 0L, 1L)], both.Select(s => (s.Source, s.Events, s.DeadLetters)).OrderByDescending(s => s.Events));
        Assert.StartsWith("source,events,dead_letters,first_at,last_at\r\n", await shape.Client.GetTextAsync("v1/sources", "text/csv", Stop), StringComparison.Ordinal);
        using var unknown = await shape.Http.GetAsync("v1/sources?link=x", Stop);
        Assert.Equal(400, (int)unknown.StatusCode);
    }

    Task<Page<SourceItem>> SourcesAsync() => shape.Client.GetAsync<Page<SourceItem>>("v1/sources", Stop);
}
