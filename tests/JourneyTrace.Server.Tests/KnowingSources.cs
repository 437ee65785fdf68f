using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Which systems sent events, and what of it was rejected.</summary>
public sealed class Knowing_sources(AllInOne shape, Cluster cluster) : IClassFixture<AllInOne>
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
        Assert.StartsWith("source,events,dead_letters,first_at,last_at,ahead_seconds,late_seconds,clock\r\n", await shape.Client.GetTextAsync("v1/sources", "text/csv", Stop), StringComparison.Ordinal);
        Assert.All(both, s => Assert.Null(s.Clock));
        // Events a day old are late, and no wonder; one of in an hour was dated by a clock that is wrong.
        using var skewed = await shape.PostAsync(Told.Json("fast", "case.opened", "fast", DateTime.UtcNow.AddHours(1), """{"kind":"k"}""", "/fast"), "application/json");
        Assert.True(skewed.IsSuccessStatusCode);
        var named = Assert.Single((await SourcesAsync()).Items, s => s.Clock is not null);
        Assert.Equal(("/fast", "ahead"), (named.Source, named.Clock));
        Assert.InRange(named.AheadSeconds!.Value, 3000, 3600);
        Assert.InRange((await SourcesAsync()).Items.Single(s => s.Source == source.Source).LateSeconds!.Value, 86400, double.MaxValue);
        // As they happen, and all of them an hour late: that clock is behind. The same in one file, or a file of what happened long ago, says nothing of a clock.
        for (var i = 0; i < 12; i++)
        {
            using var live = await shape.PostAsync(Told.Json($"slow{i}", "case.opened", $"slow{i}", DateTime.UtcNow.AddHours(-1), """{"kind":"k"}""", "/slow"), "application/json");
            using var right = await shape.PostAsync(Told.Json($"right{i}", "case.opened", $"right{i}", DateTime.UtcNow, """{"kind":"k"}""", "/right"), "application/json");
            await Task.Delay(200, Stop);
        }
        var file = Enumerable.Range(0, 12).Select(i => Told.Json($"file{i}", "case.opened", $"file{i}", DateTime.UtcNow.AddHours(-1).AddMilliseconds(200 * i), """{"kind":"k"}""", "/file"));
        using var brought = await shape.PostAsync(string.Join('\n', file), "application/x-ndjson");
        Assert.Equal([("/fast", "ahead"), ("/slow", "behind")], (await SourcesAsync()).Items.Where(s => s.Clock is not null).Select(s => (s.Source, s.Clock!)));
        using var unknown = await shape.Http.GetAsync("v1/sources?link=x", Stop);
        Assert.Equal(400, (int)unknown.StatusCode);
    }

    /// <summary>A clock that was set right long ago is right, and one that went wrong after years is wrong.</summary>
    [Fact]
    public async Task A_clock_is_judged_by_its_last_week()
    {
        var database = await cluster.Server.NewDatabaseAsync();
        await using var server = await ServerProcess.StartAsync("serve", "--postgres", database);
        using var http = new HttpClient { BaseAddress = server.Address };
        async Task PostAsync(string id, string source, TimeSpan off)
        {
            using var answer = await http.PostAsync("v1/events", new StringContent(Told.Json(id, "case.opened", id, DateTime.UtcNow + off, """{"kind":"k"}""", source), new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")), Stop);
            Assert.True(answer.IsSuccessStatusCode);
        }
        for (var i = 0; i < 12; i++)
        {
            await PostAsync($"mended-old-{i}", "/mended", TimeSpan.FromHours(2));
            await PostAsync($"broken-old-{i}", "/broken", TimeSpan.Zero);
        }
        await using (var source = Npgsql.NpgsqlDataSource.Create(database))
        await using (var aged = source.CreateCommand("update journeytrace.events set recorded_at = recorded_at - interval '30 days', time = time - interval '30 days'"))
            Assert.Equal(24, await aged.ExecuteNonQueryAsync(Stop));
        for (var i = 0; i < 12; i++)
        {
            await PostAsync($"mended-{i}", "/mended", TimeSpan.Zero);
            await PostAsync($"broken-{i}", "/broken", TimeSpan.FromHours(-1));
            await Task.Delay(200, Stop);
        }
        var client = new JourneyTraceClient(http);
        var items = (await client.GetAsync<Page<SourceItem>>("v1/sources", Stop)).Items;
        Assert.Equal([("/broken", 24L, "behind"), ("/mended", 24L, null)], items.Select(s => (s.Source, s.Events, s.Clock)));
    }

    /// <summary>Also while a transaction holds back what came after it, and when it ends.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_is_remembered_is_what_another_process_counts_anew(int seed)
    {
        var random = new Random(seed);
        var database = await cluster.Server.NewDatabaseAsync();
        await using var server = await ServerProcess.StartAsync("serve", "--postgres", database);
        using var http = new HttpClient { BaseAddress = server.Address };
        await using var other = Npgsql.NpgsqlDataSource.Create(database);
        await using var holding = await other.OpenConnectionAsync(Stop);
        Npgsql.NpgsqlTransaction? held = null;
        for (var round = 0; round < 12; round++)
        {
            var events = Enumerable.Range(0, random.Next(1, 30)).Select(i => Told.Json(
                $"{round}-{i}", "case.opened", $"c{round}-{i}", DateTime.UtcNow.AddMinutes(random.Next(-3000, 100)), """{"kind":"k"}""", "/source-" + random.Next(4)));
            using var body = new StringContent(string.Join('\n', events), System.Text.Encoding.UTF8, "application/x-ndjson");
            Assert.True((await http.PostAsync(new Uri("v1/events", UriKind.Relative), body, Stop)).IsSuccessStatusCode);
            if (round % 4 == 1)
            {
                held = await holding.BeginTransactionAsync(Stop);
                await using var numbered = new Npgsql.NpgsqlCommand("select pg_current_xact_id()", holding, held);
                await numbered.ExecuteNonQueryAsync(Stop);
            }
            else if (round % 4 == 3)
            {
                await held!.RollbackAsync(Stop);
            }
            await using var fresh = new JourneyTrace.Postgres.PostgresStore(database);
            var counted = await (await fresh.TenantAsync("default", Stop)).Log.SourcesAsync(Stop);
            var remembered = (await new JourneyTraceClient(http).GetAsync<Page<SourceItem>>("v1/sources", Stop)).Items;
            Assert.Equal(
                counted.Select(s => (s.Source, s.Events, s.FirstAt, s.LastAt, s.AheadSeconds, s.LateSeconds)),
                remembered.Select(s => (s.Source, s.Events, s.FirstAt, s.LastAt, s.AheadSeconds, s.LateSeconds)));
        }
    }

    Task<Page<SourceItem>> SourcesAsync() => shape.Client.GetAsync<Page<SourceItem>>("v1/sources", Stop);
}
