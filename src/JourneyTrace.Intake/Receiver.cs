using JourneyTrace.Events;
using JourneyTrace.Storage;

namespace JourneyTrace.Intake;

/// <summary>What one request brings: checks each event, appends what is right, keeps what is not, and counts.</summary>
public sealed class Receiver(IEventLog log, IDeadLetters deadLetters, GroupCommit commits, TimeProvider time)
{
    const int SmallBatch = 100;

    /// <summary>Reads and checks events, each as it came.</summary>
    public CheckedEvents Check(IReadOnlyList<ReadOnlyMemory<byte>> bodies)
    {
        ArgumentNullException.ThrowIfNull(bodies);
        var now = time.GetUtcNow().UtcDateTime;
        var readings = new EventReading[bodies.Count];
        for (var i = 0; i < bodies.Count; i++)
            readings[i] = EventReader.Read(bodies[i], now);
        return new CheckedEvents(bodies, readings);
    }

    /// <summary>Takes some events of a request.</summary>
    /// <param name="batch">As they were found.</param>
    /// <param name="receipt">Where it is counted.</param>
    /// <returns>False, and nothing taken, where too much waits already.</returns>
    /// <exception cref="StoreUnavailableException">Nothing was taken, or it is not known.</exception>
    public async Task<bool> TakeAsync(CheckedEvents batch, Receipt receipt, CancellationToken stop)
    {
        var (bodies, readings) = (batch.Bodies, batch.Readings);
        var events = new List<NewEvent>(bodies.Count);
        foreach (var reading in readings)
        {
            if (reading.Event is { } e)
                events.Add(e.TraceParent is null && receipt.TraceParent is not null ? e with { TraceParent = receipt.TraceParent } : e);
        }
        if (receipt.DryRun)
        {
            await JudgeAsync(readings, events, receipt, stop);
            return true;
        }
        var (taken, results) = await AppendAsync(events, stop);
        if (!taken)
            return false;
        var letters = Sort(bodies, readings, results, receipt);
        await deadLetters.KeepAsync(letters, stop);
        return true;
    }

    async Task<(bool Taken, IReadOnlyList<Appended> Results)> AppendAsync(List<NewEvent> events, CancellationToken stop)
    {
        if (events.Count == 0)
            return (true, []);
        return events.Count <= SmallBatch
            ? await commits.TryAppendAsync(events)
            : (true, await log.AppendAsync(events, stop));
    }

    static List<NewDeadLetter> Sort(
        IReadOnlyList<ReadOnlyMemory<byte>> bodies, EventReading[] readings, IReadOnlyList<Appended> results, Receipt receipt)
    {
        var letters = new List<NewDeadLetter>();
        var appended = 0;
        for (var i = 0; i < readings.Length; i++)
        {
            var reading = readings[i];
            var result = reading.Event is null ? default : results[appended++];
            var refusal = reading.Refusal ?? (result.Outcome == AppendOutcome.Conflict ? ConflictOf(reading.Event!) : null);
            receipt.Add(reading.Id, result, refusal);
            if (refusal is not null)
                letters.Add(new NewDeadLetter("http", receipt.ContentType, refusal, reading.Source, reading.Id, bodies[i]));
        }
        return letters;
    }

    /// <summary>A dry run: what would become of them, with nothing stored.</summary>
    async Task JudgeAsync(EventReading[] readings, List<NewEvent> events, Receipt receipt, CancellationToken stop)
    {
        var judged = new Queue<NewEvent>(events);
        foreach (var reading in readings)
        {
            if (reading.Event is null)
            {
                receipt.Add(reading.Id, default, reading.Refusal);
                continue;
            }
            var e = judged.Dequeue();
            var outcome = await OutcomeOfAsync(e, stop);
            receipt.Add(e.Id, new Appended(outcome, 0), outcome == AppendOutcome.Conflict ? ConflictOf(e) : null);
        }
    }

    async Task<AppendOutcome> OutcomeOfAsync(NewEvent e, CancellationToken stop)
    {
        if (await log.FindAsync(e.Source, e.Id, stop) is not { } stored)
            return AppendOutcome.Accepted;
        return stored.HasContentOf(e) ? AppendOutcome.Duplicate : AppendOutcome.Conflict;
    }

    static Refusal ConflictOf(NewEvent e) => new(
        "conflict", "/id", $"Another event was stored as {e.Source} {e.Id}; what happened since needs an id of its own");
}

/// <summary>Events of a request, and what was found when they were read.</summary>
public sealed record CheckedEvents(IReadOnlyList<ReadOnlyMemory<byte>> Bodies, EventReading[] Readings);
