using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Server.Tests;
using JourneyTrace.Testing;

namespace JourneyTrace.Operations.Tests;

/// <summary>Reports from a streaming replica that is behind, and one's own writes read all the same.</summary>
public sealed class ReadingFromAReplica(Cluster cluster)
{
    [Fact]
    public async Task What_was_posted_is_read_from_a_replica_once_it_is_there()
    {
        await using var replica = await cluster.Server.StartReplicaAsync();
        await using var running = await Running.StartAsync(cluster, null, "--roles", "intake,tracer");
        await running.AddAsync(null, "--roles", "insight", "--replica", replica.Of(running.ConnectionString));
        async Task<(HttpStatusCode Status, long Promises)> AskAsync(long? position)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "v1/hotspots?by=link");
            if (position is { } held)
                request.Headers.Add("JourneyTrace-Position", held.ToString(System.Globalization.CultureInfo.InvariantCulture));
            using var answer = await running.Http.SendAsync(request);
            var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            return (answer.StatusCode, answer.IsSuccessStatusCode ? body.GetProperty("promises").GetInt64() : -1);
        }
        async Task<long> PostAsync(int number)
        {
            var answer = await running.PostAsync(Told.Json($"e{number}", "promise.made", $"case-{number}", Told.Monday, """{"promise":"p","by":"desk","within":"PT4H"}"""));
            return JsonSerializer.Deserialize<PostAnswer>(await answer.Content.ReadAsStringAsync(), Wire.Options)!.Position;
        }
        // Each is there as soon as it is asked for with its position.
        for (var i = 1; i <= 20; i++)
            Assert.Equal((HttpStatusCode.OK, i), await AskAsync(await PostAsync(i)));
        // The replica stands still: without a position the answer is older, with it there is none, and then it comes.
        await replica.PauseAsync(true);
        var position = await PostAsync(21);
        Assert.Equal((HttpStatusCode.OK, 20L), await AskAsync(null));
        var waiting = AskAsync(position);
        await Task.Delay(1000);
        Assert.False(waiting.IsCompleted);
        await replica.PauseAsync(false);
        Assert.Equal((HttpStatusCode.OK, 21L), await waiting);
        await replica.PauseAsync(true);
        var clock = Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync(await PostAsync(22))).Status);
        Assert.InRange(clock.Elapsed.TotalSeconds, 9, 60);
        await replica.PauseAsync(false);
        // What the replica cannot do (a moment's tables of its own, a catalogue) goes to the primary.
        Assert.Equal(1, (await running.JsonAsync("v1/hotspots?asOf=2026-03-02T12:00:00Z&promise=p&link=desk")).GetProperty("items").GetArrayLength());
        await new JourneyTraceClient(running.Http).CaughtUpAsync();
        var verified = await (await running.Http.PostAsync("v1/verify", null)).Content.ReadFromJsonAsync<VerifyAnswer>(Wire.Options);
        Assert.True(verified!.Equal, string.Join('\n', verified.Differences));
        using var bad = new HttpRequestMessage(HttpMethod.Get, "v1/hotspots");
        bad.Headers.Add("JourneyTrace-Position", "soon");
        Assert.Equal(HttpStatusCode.BadRequest, (await running.Http.SendAsync(bad)).StatusCode);
    }

    [Fact]
    public async Task A_server_that_traces_takes_no_replica()
    {
        var database = await cluster.Server.NewDatabaseAsync();
        var (code, _, error) = await ServerProcess.RunAsync("serve", "--urls", "http://127.0.0.1:0", "--postgres", database, "--replica", database);
        Assert.Equal(1, code);
        Assert.Contains("--roles insight", error, StringComparison.Ordinal);
    }
}
