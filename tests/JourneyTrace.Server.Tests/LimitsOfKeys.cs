using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using JourneyTrace.Client;

namespace JourneyTrace.Server.Tests;

/// <summary>A key asks and posts no more than it may, and others do not notice.</summary>
public sealed class Limits_of_keys(Cluster cluster)
{
    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_ask_again()
    {
        await using var server = await KeyedServer.StartAsync(await cluster.Server.NewDatabaseAsync());
        var (slow, _) = await server.WithAsync(new NewKey("slow", ["read"], RequestsPerSecond: 0.2));
        var (other, _) = await server.WithAsync(new NewKey("other", ["read"]));
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 6; i++)
            answers.Add(await slow.GetAsync("v1/sources"));
        Assert.Equal(HttpStatusCode.OK, answers[0].StatusCode);
        var refused = answers.Where(a => a.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.True(refused.Count >= 3, $"{refused.Count} of 6 at once were refused");
        Assert.All(refused, a => Assert.InRange(a.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)));
        Assert.Equal("rate_limited", (await refused[0].Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        for (var i = 0; i < 6; i++)
            Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("v1/sources")).StatusCode);
        // Who waits as long as he was told to is let in.
        await Task.Delay(answers[^1].Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, (await slow.GetAsync("v1/sources")).StatusCode);
    }

    [Fact]
    public async Task A_quota_holds_over_several_servers_and_after_a_restart()
    {
        await WithinOneDayAsync();
        var database = await cluster.Server.NewDatabaseAsync();
        string key;
        await using (var one = await KeyedServer.StartAsync(database))
        {
            var (poster, made) = await one.WithAsync(new NewKey("crm", ["intake", "read"], EventsPerDay: 100));
            key = made.Key;
            Assert.Equal((100L, (double?)null), (made.Item.EventsPerDay, made.Item.RequestsPerSecond));
            await using var two = await KeyedServer.StartAsync(database);
            Assert.Equal(HttpStatusCode.OK, (await KeyedServer.PostAsync(poster, "a", 60)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await KeyedServer.PostAsync(poster, "a", 60)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await KeyedServer.PostAsync(two.As(key), "b", 60)).StatusCode);
            await UntilRefusedAsync(poster);
            await UntilRefusedAsync(two.As(key));
            // What reads is another matter.
            Assert.Equal(HttpStatusCode.OK, (await poster.GetAsync("v1/sources")).StatusCode);
        }
        await using var again = await KeyedServer.StartAsync(database);
        await UntilRefusedAsync(again.As(key));
    }

    /// <summary>Portion by portion: neither a long stream nor what is rejected passes it by.</summary>
    [Fact]
    public async Task A_stream_ends_where_the_quota_does_and_what_is_rejected_counts()
    {
        await WithinOneDayAsync();
        await using var server = await KeyedServer.StartAsync(await cluster.Server.NewDatabaseAsync());
        var (poster, _) = await server.WithAsync(new NewKey("crm", ["intake", "read"], EventsPerDay: 100));
        var answer = await KeyedServer.PostAsync(poster, "a", 40_000);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.TooManyRequests, "quota_exceeded"), (answer.StatusCode, said.GetProperty("code").GetString()));
        Assert.InRange(said.GetProperty("accepted").GetInt64(), 100, 20_000);

        var (wrong, _) = await server.WithAsync(new NewKey("wrong", ["intake"], EventsPerDay: 10));
        var letters = Enumerable.Range(0, 12).Select(i => new NewLetter($"a.csv, line {i}", "text/csv", "invalid_json", "", "d", ""));
        Assert.Equal(HttpStatusCode.OK, (await wrong.PostAsJsonAsync("v1/dead-letters", letters, Wire.Options)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await KeyedServer.PostAsync(wrong, "b")).StatusCode);
        var (other, _) = await server.WithAsync(new NewKey("other", ["intake"], EventsPerDay: 10));
        await other.PostAsync("v1/events", new StringContent(string.Join('\n', Enumerable.Range(0, 12).Select(i => $"no event {i}")), new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-ndjson")));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await KeyedServer.PostAsync(other, "c")).StatusCode);
    }

    /// <summary>What the events of a log are refused with, its import is.</summary>
    [Fact]
    public async Task An_import_ends_where_the_quota_does()
    {
        await WithinOneDayAsync();
        await using var server = await KeyedServer.StartAsync(await cluster.Server.NewDatabaseAsync());
        var (poster, _) = await server.WithAsync(new NewKey("files", ["intake", "read"], EventsPerDay: 100));
        var log = "case,time,activity\n" + string.Concat(Enumerable.Range(0, 40_000).Select(i => $"q-{i},2026-03-02T09:00:00Z,ask\n"));
        using var form = new MultipartFormDataContent { { new StringContent("format: csv\ncase: case\ntime: time\nactivity: activity\n"), "mapping" }, { new StringContent(log), "file", "log.csv" } };
        var answer = await poster.PostAsync("v1/imports", form);
        Assert.Equal((HttpStatusCode.TooManyRequests, "quota_exceeded"), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()));
    }

    static Task UntilRefusedAsync(HttpClient client) => Eventually.HoldsAsync("It still goes on", async () =>
    {
        // A duplicate: it counts for nothing.
        var answer = await KeyedServer.PostAsync(client, "a");
        if (answer.StatusCode != HttpStatusCode.TooManyRequests)
            return false;
        Assert.Equal("quota_exceeded", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        return true;
    });

    /// <summary>A quota is a day's, in UTC: what would run over its end begins after it.</summary>
    static Task WithinOneDayAsync() => DateTime.UtcNow.TimeOfDay is var time && time > TimeSpan.FromHours(24) - TimeSpan.FromMinutes(1) ? Task.Delay(TimeSpan.FromHours(24) - time) : Task.CompletedTask;
}
