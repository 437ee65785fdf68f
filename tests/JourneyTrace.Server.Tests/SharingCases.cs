using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Two Tracers over one database.</summary>
[Trait("Category", "Fault")]
public sealed class Two_tracers(Cluster cluster)
{
    static readonly CancellationToken Stop = CancellationToken.None;

    [Fact]
    public async Task Share_the_cases_and_one_takes_over_when_the_other_is_killed()
    {
        var database = await cluster.Server.NewDatabaseAsync();
        await using var front = await ServerProcess.StartAsync("serve", "--roles", "intake,insight", "--postgres", database);
        await using var one = await ServerProcess.StartAsync("serve", "--roles", "tracer", "--postgres", database);
        await using var other = await ServerProcess.StartAsync("serve", "--roles", "tracer", "--postgres", database);
        using var http = new HttpClient { BaseAddress = front.Address, Timeout = TimeSpan.FromMinutes(2) };
        var client = new JourneyTraceClient(http);

        var posting = Task.Run(() => PostAsync(client, 0, 15_000));
        await Task.Delay(400);
        await one.KillAsync();
        await posting;
        await PostAsync(client, 15_000, 5_000);

        var answer = await client.VerifiedAsync(Stop);
        Assert.Equal((20_000L, 4_000L), (answer.Events, answer.Cases));
        Assert.DoesNotContain("failed on a batch", one.Said + other.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_work_on_a_long_replay()
    {
        var database = await cluster.Server.NewDatabaseAsync();
        await using var front = await ServerProcess.StartAsync("serve", "--roles", "intake,insight", "--postgres", database);
        using var http = new HttpClient { BaseAddress = front.Address, Timeout = TimeSpan.FromMinutes(2) };
        var client = new JourneyTraceClient(http);
        await PostAsync(client, 0, 30_000);
        await using var one = await ServerProcess.StartAsync("serve", "--roles", "tracer", "--postgres", database);
        await using var other = await ServerProcess.StartAsync("serve", "--roles", "tracer", "--postgres", database);
        var answer = await client.VerifiedAsync(Stop);
        Assert.Equal(6_000L, answer.Cases);
    }

    static async Task PostAsync(JourneyTraceClient client, int from, int count)
    {
        var lines = Enumerable.Range(from, count).Select(i => Told.Json(
            $"e{i}", i % 5 == 0 ? "promise.made" : "activity.recorded", $"case-{i / 5}", Told.Monday.AddSeconds(i),
            i % 5 == 0 ? """{"promise":"p","by":"store","within":"PT4H"}""" : """{"activity":"a"}"""));
        using var body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        Assert.Equal(count, (await client.PostLinesAsync(body, dryRun: false, Stop)).Accepted);
    }
}
