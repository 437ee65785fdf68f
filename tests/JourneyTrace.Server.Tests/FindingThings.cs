using System.Net;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Events;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Findings have a state and a history, and a stream that can be taken up again.</summary>
public sealed class FindingThings(AllInOne shape) : Telling(shape, Catalogue), IClassFixture<AllInOne>
{
    const string Catalogue = """{"links":{"desk":{"side":"front"}}}""";

    [Fact]
    public async Task A_broken_promise_is_found_once_resolved_by_what_comes_late_and_found_again()
    {
        Late(0, "office-" + Kind, "absence");
        await PostedAsync();
        var found = await OneAsync(Case(0));
        Assert.Equal(("promise-broken", "p", "open", "office-" + Kind, "absence"), (found.Type, found.Promise, found.State, found.Link, found.Cause));
        await AddAsync("touched", "customer.contacted", 2000, """{"link":"desk"}""");
        await AddAsync("moved", "promise.changed", 100, """{"promise":"p","agreed":true,"within":"P9D"}""");
        Assert.Equal("resolved", (await OneAsync(Case(0))).State);
        await AddAsync("moved back", "promise.changed", 101, """{"promise":"p","agreed":true,"within":"PT1H"}""");
        Assert.Equal(["new", "resolved", "regressed"], (await OneAsync(Case(0))).History.Select(h => h.State));
        // A replay from zero finds nothing twice.
        (await Shape.Http.PostAsync("v1/replay", null)).EnsureSuccessStatusCode();
        await Shape.Client.ReplayedAsync();
        Assert.Equal(3, (await OneAsync(Case(0))).History.Count);
    }

    [Fact]
    public async Task The_stream_tells_every_change_once_and_goes_on_where_a_reader_was()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var told = new List<(string Id, FindingEvent Event)>();
        var begun = new TaskCompletionSource();
        var reading = ReadAsync("v1/findings/stream", null, told, e => e.Case == Case(19), begun, stop.Token);
        await begun.Task;
        for (var i = 0; i < 20; i++)
            Late(i, "office-" + Kind, "absence");
        await PostedAsync();
        await Eventually.HoldsAsync("The last of them is not told", () => Task.FromResult(reading.IsCompleted));
        await Shape.PostAsync(Told.Json("last-" + Kind, "promise.made", "last-" + Kind, Told.Monday, """{"promise":"p","by":"desk","within":"PT1H"}"""));
        await reading;
        await Eventually.HoldsAsync("What came last is not found", async () => (await Shape.Client.GetAsync<Page<FindingItem>>("v1/findings?limit=1000", CancellationToken.None)).Items.Any(f => f.Case == "last-" + Kind));
        var mine = told.Where(t => t.Event.Case?.StartsWith(Kind, StringComparison.Ordinal) == true).ToList();
        Assert.Equal(mine.Count, mine.Select(t => t.Event.Case).Distinct(StringComparer.Ordinal).Count());
        // From the middle on: what was told after it comes again, in the same order, and then what is new.
        var again = new List<(string Id, FindingEvent Event)>();
        var middle = told.Count / 2;
        await ReadAsync("v1/findings/stream", told[middle].Id, again, e => e.Case == "last-" + Kind, null, stop.Token);
        Assert.Equal(told.Skip(middle + 1).Select(t => t.Id), again.Take(told.Count - middle - 1).Select(t => t.Id));
        // From the beginning: every one of the twenty.
        var all = new List<(string Id, FindingEvent Event)>();
        await ReadAsync("v1/findings/stream?after=0", null, all, e => e.Case == "last-" + Kind, null, stop.Token);
        Assert.Equal(20, all.Count(t => t.Event.Case?.StartsWith(Kind, StringComparison.Ordinal) == true));
        Assert.Equal(all.Count, all.Select(t => t.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_promise_at_risk_is_found_and_so_is_a_new_hotspot()
    {
        var now = DateTime.UtcNow;
        string At(double hours) => Rfc3339.Format(now.AddHours(hours));
        Events.Add(Told.Json(Kind + "-made", "promise.made", Case(0), now.AddHours(-2), $$"""{"promise":"p","by":"desk","due":"{{At(5)}}"}"""));
        Events.Add(Told.Json(Kind + "-asked", "handoff.requested", Case(0), now.AddHours(-1), $$"""{"handoff":"h","from":"desk","to":"office-{{Kind}}"}"""));
        Events.Add(Told.Json(Kind + "-refused", "handoff.refused", Case(0), now.AddMinutes(-50), """{"handoff":"h","reason":"not-my-job"}"""));
        Events.Add(Told.Json(Kind + "-made1", "promise.made", Case(1), now.AddDays(-2), $$"""{"promise":"p","by":"desk","due":"{{At(-24)}}"}"""));
        Events.Add(Told.Json(Kind + "-asked1", "handoff.requested", Case(1), now.AddDays(-1.9), $$"""{"handoff":"h","from":"desk","to":"hot-{{Kind}}"}"""));
        await PostedAsync();
        Assert.Equal(("promise-at-risk", "open"), (await OneAsync(Case(0)) is var risk) ? (risk.Type, risk.State) : default);
        FindingItem? hotspot = null;
        await Eventually.HoldsAsync("No hotspot is found", async () =>
        {
            var hotspots = (await Shape.Client.GetAsync<Page<FindingItem>>("v1/findings?type=hotspot&open=true", CancellationToken.None)).Items;
            return (hotspot = hotspots.FirstOrDefault(f => f.Key == "link:hot-" + Kind)) is not null;
        });
        Assert.Equal("new", hotspot!.State);
    }

    [Fact]
    public async Task Findings_are_listed_page_by_page_and_as_a_table()
    {
        for (var i = 0; i < 7; i++)
            Late(i, "paged-" + Kind, "untrained");
        await PostedAsync();
        var (names, cursor) = (new List<string>(), "");
        do
        {
            var page = await Shape.Client.GetAsync<Page<FindingItem>>($"v1/findings?type=promise-broken&link=paged-{Kind}&limit=3{cursor}", CancellationToken.None);
            names.AddRange(page.Items.Select(i => i.Case!));
            cursor = page.Next is null ? null! : "&cursor=" + Uri.EscapeDataString(page.Next);
        }
        while (cursor is not null);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => Case(i)), names.Order(StringComparer.Ordinal));
        var csv = await Shape.Client.GetTextAsync($"v1/findings?link=paged-{Kind}", "text/csv", CancellationToken.None);
        Assert.Equal(8, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("v1/findings?type=other")]
    [InlineData("v1/findings?open=maybe")]
    [InlineData("v1/findings?type=a")]
    [InlineData("v1/findings?cursor=a")]
    [InlineData("v1/findings/stream?after=x")]
    [InlineData("v1/findings/stream?after=1-2-3")]
    [InlineData("v1/findings/stream?limit=3")]
    [InlineData("v1/findings/stream?after=18446744073709551615-1")]
    public async Task What_is_not_understood_is_refused(string path) => Assert.Equal(HttpStatusCode.BadRequest, (await Shape.Http.GetAsync(path)).StatusCode);

    async Task AddAsync(string id, string type, int minute, string data)
    {
        using var answer = await Shape.PostAsync(Told.Json($"{Kind}-{id}", type, Case(0), Told.Monday.AddMinutes(minute), data));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Shape.ReplayedAsync($"{Kind}-{id}");
    }

    async Task<FindingItem> OneAsync(string @case) =>
        (await Shape.Client.GetAsync<Page<FindingItem>>("v1/findings?limit=1000", CancellationToken.None)).Items.Single(f => f.Case == @case);

    async Task ReadAsync(string path, string? last, List<(string Id, FindingEvent Event)> told, Func<FindingEvent, bool> until, TaskCompletionSource? begun, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (last is not null)
            request.Headers.Add("Last-Event-ID", last);
        using var response = await Shape.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(stop));
        var id = "";
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            begun?.TrySetResult();
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line[4..];
            if (!line.StartsWith("data: ", StringComparison.Ordinal))
                continue;
            var e = JsonSerializer.Deserialize<FindingEvent>(line[6..], Wire.Options)!;
            told.Add((id, e));
            if (until(e))
                return;
        }
    }
}
