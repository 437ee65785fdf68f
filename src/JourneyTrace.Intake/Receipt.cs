using JourneyTrace.Client;
using JourneyTrace.Events;
using JourneyTrace.Storage;

namespace JourneyTrace.Intake;

/// <summary>Counts what became of a request's events, for its answer.</summary>
public sealed class Receipt(bool verbose, Func<string, string> help)
{
    const int MostResults = 10_000;

    readonly List<EventResult> _results = [];
    long _index, _accepted, _duplicates, _rejected, _position, _omitted;

    public bool AllRejected => _rejected > 0 && _accepted + _duplicates == 0;

    public bool SomeRejected => _rejected > 0;

    /// <summary>What takes room: accepted events, and dead letters.</summary>
    public long Kept => _accepted + _rejected;

    /// <summary>The one event of the request, where it was in conflict.</summary>
    public EventResult? SingleConflict => _index == 1 && _results is [{ Code: "conflict" }] ? _results[0] : null;

    /// <summary>Counts the next events of the request.</summary>
    public void Add(IReadOnlyList<TakenEvent> events)
    {
        foreach (var (id, result, refusal) in events)
            Add(id, result, refusal);
    }

    void Add(string? id, Appended result, Refusal? refusal)
    {
        var index = _index++;
        _position = Math.Max(_position, result.Position);
        if (refusal is not null)
        {
            _rejected++;
            Add(new EventResult(index, id, "rejected", refusal.Code, refusal.Pointer, refusal.Detail, help(refusal.Code)));
            return;
        }
        var duplicate = result.Outcome == AppendOutcome.Duplicate;
        if (duplicate)
            _duplicates++;
        else
            _accepted++;
        if (verbose)
            Add(new EventResult(index, id, duplicate ? "duplicate" : "accepted"));
    }

    public PostAnswer Answer() => new(_accepted, _duplicates, _rejected, _position, _results, _omitted);

    void Add(EventResult result)
    {
        if (_results.Count < MostResults)
            _results.Add(result);
        else
            _omitted++;
    }
}
