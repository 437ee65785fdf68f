using System.Diagnostics;
using JourneyTrace.Client;

namespace JourneyTrace.Server.Tests;

/// <summary>Waits that have an end, far beyond what a busy machine needs: a server that stands still fails its test, and says where it stood.</summary>
public static class Eventually
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Until everything stored is in the read models.</summary>
    public static Task CaughtUpAsync(this JourneyTraceClient client, CancellationToken stop = default) =>
        UntilAsync<Readiness>(client, "health/ready", ready => ready.Lag is { Events: 0, Cases: 0 }, stop);

    /// <summary>Until a replay that was asked for is over.</summary>
    public static Task ReplayedAsync(this JourneyTraceClient client, CancellationToken stop = default) => UntilAsync<ReplayState>(client, "v1/replay", replay => !replay.Running, stop);

    /// <summary>What <c>verify</c> says when everything is in the read models: that all of it is right.</summary>
    public static async Task<VerifyAnswer> VerifiedAsync(this JourneyTraceClient client, CancellationToken stop = default)
    {
        await client.CaughtUpAsync(stop);
        var answer = await client.SendAsync<VerifyAnswer>(new HttpRequestMessage(HttpMethod.Post, "v1/verify"), stop);
        Assert.True(answer.Equal, string.Join('\n', answer.Differences));
        return answer;
    }

    /// <summary>Until something holds.</summary>
    /// <param name="missing">What is wrong where it never does.</param>
    /// <param name="holds">Asked again and again.</param>
    /// <param name="within">How long it may take, where that is promised.</param>
    public static async Task HoldsAsync(string missing, Func<Task<bool>> holds, TimeSpan? within = null)
    {
        for (var clock = Stopwatch.StartNew(); !await holds(); await Task.Delay(50, TestContext.Current.CancellationToken))
            Assert.True(clock.Elapsed < (within ?? Longest), $"After {clock.Elapsed}: {missing}");
    }

    static async Task UntilAsync<T>(JourneyTraceClient client, string path, Predicate<T> isSo, CancellationToken stop)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(20, stop))
        {
            var answer = await client.GetAsync<T>(path, stop);
            if (isSo(answer))
                return;
            Assert.True(clock.Elapsed < Longest, $"After {Longest} it is still {answer}");
        }
    }
}
