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

    // Most who send give up after ten seconds, and are to hear before that it is not known.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(MostWaiting);

    /// <summary>Appends with others. False, and nothing stored, where too many wait already.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was stored, or it is not known.</exception>
    public async Task<(bool Taken, IReadOnlyList<Appended> Results)> TryAppendAsync(IReadOnlyList<NewEvent> events)
    {
        var waiting = new Waiting(events);
        if (!_queue.Writer.TryWrite(waiting))
            return (false, []);
        try
        {
            return (true, await waiting.Answer.Task.WaitAsync(Patience));
        }
        catch (TimeoutException e)
        {
            waiting.GiveUp();
            throw new StoreUnavailableException($"The database did not answer in {Patience.TotalSeconds:0} s; send it again", e);
        }
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
                if (waiting.IsGivenUp)
                    continue;
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
            // As they are now: whoever gives up meanwhile changes nothing of what is written.
            var brought = batch.ConvertAll(waiting => waiting.Events);
            var events = brought.SelectMany(some => some).ToList();
            var results = await log.AppendAsync(events, CancellationToken.None);
            Measurements.Appended(events.Count, Stopwatch.GetElapsedTime(began));
            var from = 0;
            foreach (var (waiting, some) in batch.Zip(brought))
            {
                waiting.Answer.SetResult([.. results.Skip(from).Take(some.Count)]);
                from += some.Count;
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
        volatile IReadOnlyList<NewEvent> _events = events;

        /// <summary>None, once nobody waits for them any more.</summary>
        public IReadOnlyList<NewEvent> Events => _events;

        public bool IsGivenUp { get; private set; }

        /// <summary>Who waited was told to send them again: what is not under way yet need not be kept.</summary>
        public void GiveUp()
        {
            IsGivenUp = true;
            _events = [];
        }

        public string? Context { get; } = Activity.Current?.Id;

        public TaskCompletionSource<IReadOnlyList<Appended>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
