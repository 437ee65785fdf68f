using System.Diagnostics;
using JourneyTrace.Client;

namespace JourneyTrace.Server.Tests;

/// <summary>Waits that have an end: a server that stands still fails its test, and says where it stood.</summary>
public static class Waiting
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Until everything stored is in the read models.</summary>
    public static Task CaughtUpAsync(this JourneyTraceClient client, CancellationToken stop = default) =>
        UntilAsync<Readiness>(client, "health/ready", ready => ready.Lag is { Events: 0, Cases: 0 }, stop);

    /// <summary>Until a replay that was asked for is over.</summary>
    public static Task ReplayedAsync(this JourneyTraceClient client, CancellationToken stop = default) => UntilAsync<ReplayState>(client, "v1/replay", replay => !replay.Running, stop);

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
