using System.Threading.Channels;
using JourneyTrace.Storage;
using JourneyTrace.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Tracer;

/// <summary>
/// Keeps the read models up to date: some workers go round the shards and bring each that nobody else holds up to date.
/// Woken by hints; polling is the truth.
/// </summary>
public sealed partial class TracerWorker(
    ITraceStore store, ShardTracer tracer, IHints hints, TimeProvider time, ILogger<TracerWorker> logger) : BackgroundService
{
    const int Workers = 2;
    const int BatchesAtOnce = 20;

    static readonly TimeSpan Quickest = TimeSpan.FromMilliseconds(10);
    // While events keep coming, they are taken together, so that a case is traced once for many of them and intake has
    // the machine: from the second round on that found something, a pause of some times its length.
    const int PauseForWork = 5;
    static readonly TimeSpan AfterFirst = TimeSpan.FromMilliseconds(15);
    static readonly TimeSpan ShortestGathering = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan LongestGathering = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan Slowest = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(1);

    readonly Channel<bool>[] _hints = [.. Enumerable.Range(0, Workers).Select(_ => Channel.CreateBounded<bool>(1))];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(worker, stoppingToken), CancellationToken.None))
            .Append(Task.Run(() => ListenAsync(stoppingToken), CancellationToken.None)));

    async Task WorkAsync(int worker, CancellationToken stop)
    {
        using var quiet = Quiet.Begin();
        var (pause, busy) = (Quickest, 0);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var began = time.GetTimestamp();
                var (worked, more) = await RoundAsync(worker, stop);
                if (more)
                    continue;
                (pause, busy) = worked ? (Quickest, busy + 1) : (pause * 2 < Slowest ? pause * 2 : Slowest, 0);
                if (worked)
                    await Task.Delay(busy == 1 ? AfterFirst : GatheringAfter(time.GetElapsedTime(began)), stop);
                if (await HintedAsync(worker, pause, stop))
                    pause = Quickest;
            }
            catch (StoreUnavailableException)
            {
                // The watch says so, once.
                await PauseAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Failed(logger, e);
                await PauseAsync(stop);
            }
        }
    }

    static TimeSpan GatheringAfter(TimeSpan round)
    {
        var gathering = round * PauseForWork;
        return gathering < ShortestGathering ? ShortestGathering : gathering > LongestGathering ? LongestGathering : gathering;
    }

    /// <summary>Once round the shards on which there is something to do; says whether something was done, and whether some is left.</summary>
    async Task<(bool Worked, bool More)> RoundAsync(int worker, CancellationToken stop)
    {
        var (worked, more) = (false, false);
        var shards = await store.ShardsAsync(time.GetUtcNow().UtcDateTime, stop);
        foreach (var shard in shards.Where(s => s.Pending).OrderBy(s => s.Model).ThenBy(s => (s.Shard + worker * ITraceStore.Shards / Workers) % ITraceStore.Shards))
        {
            var here = await BringUpToDateAsync(shard, stop);
            (worked, more) = (worked | here.Worked, more | here.More);
        }
        if (shards.FirstOrDefault(s => s.Building) is { } built && !shards.Any(s => s.Building && s.Pending) && await store.TrySwitchAsync(stop))
            Switched(logger, built.Model);
        return (worked, more);
    }

    async Task<(bool Worked, bool More)> BringUpToDateAsync(ShardState shard, CancellationToken stop)
    {
        await using var lease = await store.TryLeaseAsync(shard.Model, shard.Shard, stop);
        if (lease is null)
            return (false, false);
        var (worked, more) = (false, true);
        for (var batch = 0; more && batch < BatchesAtOnce; batch++)
        {
            (var done, more) = await tracer.StepAsync(lease, stop);
            worked |= done;
        }
        return (worked, more);
    }

    async Task<bool> HintedAsync(int worker, TimeSpan pause, CancellationToken stop)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(stop);
        wait.CancelAfter(pause);
        try
        {
            return await _hints[worker].Reader.ReadAsync(wait.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    async Task ListenAsync(CancellationToken stop)
    {
        using var quiet = Quiet.Begin();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await hints.ListenAsync(() => Array.ForEach(_hints, hint => hint.Writer.TryWrite(true)), stop);
            }
            catch (StoreUnavailableException)
            {
                await PauseAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Failed(logger, e);
                await PauseAsync(stop);
            }
        }
    }

    static async Task PauseAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(AfterOutage, stop);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The tracer failed on a batch and goes on")]
    static partial void Failed(ILogger logger, Exception e);

    [LoggerMessage(Level = LogLevel.Information, Message = "Read model {Model} is rebuilt and answers from now on")]
    static partial void Switched(ILogger logger, int model);
}
