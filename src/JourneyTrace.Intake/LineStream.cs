using JourneyTrace.Http;
using JourneyTrace.Storage;

namespace JourneyTrace.Intake;

/// <summary>
/// Takes a stream of events batch by batch: while some batches are committed, the next is checked. Counted in the order of
/// the stream. Batches that share an event are committed one after the other, so that the first of the stream counts.
/// </summary>
sealed class LineStream(Receiver receiver, PostedRequest request, Receipt receipt, CancellationToken stop)
{
    public const string Busy = "Too many events wait to be committed; send again in a second";

    public const int MostInFlight = 2;

    // A dry run is judged in the order of the stream.
    int InFlight => request.DryRun ? 1 : MostInFlight;

    readonly Queue<(HashSet<Guid> Keys, Task<IReadOnlyList<TakenEvent>?> Taking)> _running = new();

    /// <exception cref="ProblemException">Too much waits already; what came before was taken.</exception>
    /// <exception cref="StoreUnavailableException">A batch was not taken, or it is not known.</exception>
    public async Task AddAsync(IReadOnlyList<ReadOnlyMemory<byte>> lines)
    {
        var batch = receiver.Check(lines);
        var keys = new HashSet<Guid>(lines.Count);
        foreach (var reading in batch.Readings)
        {
            if (reading.Event is { } e)
                keys.Add(e.Key);
        }
        while (_running.Count >= InFlight || _running.Any(running => running.Keys.Overlaps(keys)))
            await CountAsync();
        _running.Enqueue((keys, Task.Run(() => receiver.TakeAsync(batch, request, stop), CancellationToken.None)));
    }

    /// <summary>Waits for what is not committed yet.</summary>
    public async Task EndAsync()
    {
        while (_running.Count > 0)
            await CountAsync();
    }

    /// <summary>After a failure: waits for what is under way, and counts what was taken.</summary>
    public async Task SettleAsync()
    {
        while (_running.Count > 0)
        {
            try
            {
                await CountAsync();
            }
            catch (Exception e) when (e is ProblemException or StoreUnavailableException or OperationCanceledException)
            {
                // It is not counted: the client is told to send all again.
            }
        }
    }

    async Task CountAsync() =>
        receipt.Add(await _running.Dequeue().Taking ?? throw new ProblemException(Problem.TooBusy, Busy));
}
