using System.Diagnostics;
using System.Threading.Channels;
using JourneyTrace.Events;
using JourneyTrace.Storage;
using JourneyTrace.Telemetry;
using Microsoft.Extensions.Hosting;

namespace JourneyTrace.Intake;

/// <summary>
/// Gathers what concurrent requests bring into one transaction: while one batch commits, the next fills. Each caller is
/// answered when its events have committed.
/// </summary>
public sealed class GroupCommit(IEventLog log) : BackgroundService
{
    const int Writers = 1;
    const int LargestBatch = 1000;
    const int MostWaiting = 20_000;

    readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(MostWaiting);

    /// <summary>Appends with others. False, and nothing stored, where too many wait already.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was stored, or it is not known.</exception>
    public async Task<(bool Taken, IReadOnlyList<Appended> Results)> TryAppendAsync(IReadOnlyList<NewEvent> events)
    {
        var waiting = new Waiting(events);
        return _queue.Writer.TryWrite(waiting) ? (true, await waiting.Answer.Task) : (false, []);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WriteAsync(stoppingToken), CancellationToken.None)));

    /// <summary>On stopping, what waits is still written: it was taken, and its callers wait for it.</summary>
    async Task WriteAsync(CancellationToken stop)
    {
        using var closing = stop.Register(() => _queue.Writer.TryComplete());
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var batch = new List<Waiting>();
            var size = 0;
            while (size < LargestBatch && _queue.Reader.TryRead(out var waiting))
            {
                batch.Add(waiting);
                size += waiting.Events.Count;
            }
            if (batch.Count > 0)
                await CommitAsync(batch);
        }
    }

    async Task CommitAsync(List<Waiting> batch)
    {
        // One transaction of many requests: a span of its own, linked to each of theirs.
        using var activity = Sources.Activities.StartActivity("append events", ActivityKind.Internal, default(ActivityContext));
        activity?.LinkTo(batch.Select(waiting => waiting.Context).OfType<string>());
        var began = Stopwatch.GetTimestamp();
        try
        {
            var events = batch.SelectMany(waiting => waiting.Events).ToList();
            var results = await log.AppendAsync(events, CancellationToken.None);
            Measurements.Appended(events.Count, Stopwatch.GetElapsedTime(began));
            var from = 0;
            foreach (var waiting in batch)
            {
                waiting.Answer.SetResult([.. results.Skip(from).Take(waiting.Events.Count)]);
                from += waiting.Events.Count;
            }
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            foreach (var waiting in batch)
                waiting.Answer.TrySetException(e);
        }
    }

    sealed class Waiting(IReadOnlyList<NewEvent> events)
    {
        public IReadOnlyList<NewEvent> Events => events;

        public string? Context { get; } = Activity.Current?.Id;

        public TaskCompletionSource<IReadOnlyList<Appended>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
