using System.Collections.Concurrent;
using JourneyTrace.Events;
using JourneyTrace.Personal;
using JourneyTrace.Storage;
using JourneyTrace.Telemetry;

namespace JourneyTrace.Intake;

/// <summary>What one request brings: checks each event, appends what is right and keeps what is not. Safe to share between threads.</summary>
public sealed class Receiver(IEventLog log, IDeadLetters deadLetters, GroupCommit commits, PersonalVault personal, TimeProvider time)
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

    /// <summary>Takes some events of a request; answers what became of each, in order.</summary>
    /// <param name="batch">As they were found.</param>
    /// <param name="request">What all of them have in common.</param>
    /// <returns>Null, and nothing taken, where too much waits already.</returns>
    /// <exception cref="StoreUnavailableException">Nothing was taken, or it is not known.</exception>
    public async Task<IReadOnlyList<TakenEvent>?> TakeAsync(CheckedEvents batch, PostedRequest request, CancellationToken stop)
    {
        if (request.Sources is { } sources)
            batch = batch.Only(sources);
        var events = new List<NewEvent>(batch.Readings.Length);
        foreach (var reading in batch.Readings)
        {
            if (reading.Event is { } e)
                events.Add(e.TraceParent is null && request.TraceParent is not null ? e with { TraceParent = request.TraceParent } : e);
        }
        if (request.DryRun)
            return await JudgeAsync(batch.Readings, await personal.PseudonymiseAsync(events, stop), request, stop);
        // What is stored counts, and is judged, whether anybody waits for it or not.
        var (taken, results) = await AppendAsync(events);
        if (!taken)
            return null;
        var answers = Answers(batch.Readings, results);
        Count(answers);
        await deadLetters.KeepAsync(Letters(batch, answers, request.ContentType), CancellationToken.None);
        return answers;
    }

    async Task<(bool Taken, IReadOnlyList<Appended> Results)> AppendAsync(List<NewEvent> events)
    {
        if (events.Count == 0)
            return (true, []);
        if (events.Count <= SmallBatch)
            return await commits.TryAppendAsync(events);
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        var results = await log.AppendAsync(events, CancellationToken.None);
        Measurements.Appended(events.Count, System.Diagnostics.Stopwatch.GetElapsedTime(began));
        return (true, results);
    }

    static void Count(TakenEvent[] answers)
    {
        var conflicts = answers.Count(a => a.Refusal?.Code == "conflict");
        Measurements.CountReceived(answers.Count(a => a.Refusal is null && a.Result.Outcome == AppendOutcome.Accepted), "accepted");
        Measurements.CountReceived(answers.Count(a => a.Refusal is null && a.Result.Outcome == AppendOutcome.Duplicate), "duplicate");
        Measurements.CountReceived(conflicts, "conflict");
        Measurements.CountReceived(answers.Count(a => a.Refusal is not null) - conflicts, "rejected");
    }

    static TakenEvent[] Answers(EventReading[] readings, IReadOnlyList<Appended> results)
    {
        var answers = new TakenEvent[readings.Length];
        var appended = 0;
        for (var i = 0; i < readings.Length; i++)
        {
            var reading = readings[i];
            answers[i] = reading.Event is { } e ? Answer(e, results[appended++]) : new TakenEvent(reading.Id, default, reading.Refusal);
        }
        return answers;
    }

    static List<NewDeadLetter> Letters(CheckedEvents batch, TakenEvent[] answers, string contentType)
    {
        var letters = new List<NewDeadLetter>();
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i].Refusal is { } refusal)
                letters.Add(new NewDeadLetter("http", contentType, refusal, batch.Readings[i].Source, batch.Readings[i].Id, batch.Bodies[i]));
        }
        return letters;
    }

    /// <summary>A dry run: what would become of them, with nothing stored.</summary>
    async Task<IReadOnlyList<TakenEvent>> JudgeAsync(
        EventReading[] readings, IReadOnlyList<NewEvent> events, PostedRequest request, CancellationToken stop)
    {
        var results = new List<Appended>(events.Count);
        foreach (var e in events)
        {
            var outcome = await OutcomeOfAsync(e, stop);
            if (outcome == AppendOutcome.Accepted && !request.Judged.TryAdd(e.Key, e.Content))
                outcome = request.Judged[e.Key] == e.Content ? AppendOutcome.Duplicate : AppendOutcome.Conflict;
            results.Add(new Appended(outcome, 0));
        }
        return Answers(readings, results);
    }

    static TakenEvent Answer(NewEvent e, Appended result) =>
        new(e.Id, result, result.Outcome == AppendOutcome.Conflict ? ConflictOf(e) : null);

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
public sealed record CheckedEvents(IReadOnlyList<ReadOnlyMemory<byte>> Bodies, EventReading[] Readings)
{
    /// <summary>The same, where events of any other source are refused.</summary>
    public CheckedEvents Only(IReadOnlyList<string> sources) => this with
    {
        Readings = [.. Readings.Select(reading => reading.Event is null || sources.Contains(reading.Source, StringComparer.Ordinal)
            ? reading
            : reading with { Event = null, Refusal = new Refusal(SourceNotAllowed, "/source", $"This key may post events of {string.Join(", ", sources)}, not of '{reading.Source}'") })],
    };

    const string SourceNotAllowed = "source_not_allowed";
}

/// <summary>What the events of one request have in common.</summary>
/// <param name="ContentType">As it was sent: kept with dead letters.</param>
/// <param name="TraceParent">The trace context of the request, for events that bring none.</param>
/// <param name="Sources">The sources that who sends may post events of; null for any.</param>
public sealed record PostedRequest(bool DryRun, string ContentType, string? TraceParent, IReadOnlyList<string>? Sources)
{
    /// <summary>In a dry run, what would have been stored by now, by key: its content.</summary>
    public ConcurrentDictionary<Guid, Guid> Judged { get; } = new();
}

/// <summary>What became of one event of a request.</summary>
/// <param name="Id">Its id, where it could be read.</param>
/// <param name="Refusal">Why it was not taken; null where it was.</param>
public readonly record struct TakenEvent(string? Id, Appended Result, Refusal? Refusal);
