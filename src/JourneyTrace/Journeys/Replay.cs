using JourneyTrace.Catalogues;
using JourneyTrace.Events;

namespace JourneyTrace.Journeys;

/// <summary>Replays a case's events, in order, into its <see cref="Journey"/>. Source: docs/replay.md, sections 2 and 3.</summary>
public sealed partial class Replay
{
    readonly Journey _journey;
    readonly Dictionary<string, Promise> _promises = new(StringComparer.Ordinal);
    readonly Dictionary<string, Handoff> _handoffs = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> _tries = new(StringComparer.Ordinal);
    readonly Dictionary<string, Obstacle> _openObstacles = new(StringComparer.Ordinal);
    readonly Dictionary<string, Stack<Handoff>> _byProvider = new(StringComparer.Ordinal);
    readonly OpenPromises _openPromises = new();
    CaseEvent _now = null!;
    int _order;

    Replay(Journey journey) => _journey = journey;

    /// <summary>The case as it stood at a moment.</summary>
    /// <param name="events">All events of one case, in any order; two of one source and id have the same content.</param>
    /// <param name="organisation">The organisation's decisions.</param>
    /// <param name="catalogue">Links, calendars and terms.</param>
    /// <param name="asOf">The moment that is asked about, UTC.</param>
    /// <param name="asKnownAt">The moment whose knowledge is used, UTC; null for all that is known.</param>
    public static Journey Run(
        IEnumerable<CaseEvent> events, Organisation organisation, Catalogue catalogue, DateTime asOf, DateTime? asKnownAt = null)
    {
        ArgumentNullException.ThrowIfNull(events);
        var known = asKnownAt ?? DateTime.MaxValue;
        var seen = new List<CaseEvent>();
        foreach (var e in events)
        {
            if (e.Time <= asOf && e.RecordedAt <= known)
                seen.Add(e);
        }
        seen.Sort(CaseEvent.Compare);
        var replay = new Replay(new Journey(asOf, known, catalogue, organisation));
        for (var i = 0; i < seen.Count; i++)
        {
            if (i == 0 || CaseEvent.Compare(seen[i - 1], seen[i]) != 0)
                replay.Apply(seen[i]);
        }
        return replay._journey;
    }

    void Apply(CaseEvent e)
    {
        _now = e;
        _order++;
        _journey.Events++;
        _journey.LastEventAt = e.Time;
        _journey.OpenedAt ??= e.Time;
        switch (e.Fact)
        {
            case CaseOpened opened: Open(opened); break;
            case PromiseMade made: Make(made); break;
            case PromiseChanged changed: Change(changed); break;
            case PromiseKept kept: EndPromise(kept.Promise, PromiseEnd.Kept); break;
            case PromiseReleased released: EndPromise(released.Promise, PromiseEnd.Released); break;
            case ComplaintVoiced voiced: Voice(voiced); break;
            case ComplaintRegistered registered: Register(registered); break;
            case ComplaintResolved resolved: Resolve(resolved); break;
            case ObstacleMet met: Meet(met); break;
            case ObstacleCleared cleared: Clear(cleared); break;
            case DecisionTaken decision: Decide(decision); break;
            case ActivityRecorded or EffectRecorded or CustomerContacted or FeedbackGiven: Note(e.Fact); break;
            case CustomerLost lost: Lose(lost); break;
            case CaseClosed: CloseCase(); break;
            default: ApplyToHandoff(e.Fact); break;
        }
    }

    /// <summary>What is reported, and moves nothing.</summary>
    void Note(Fact fact)
    {
        switch (fact)
        {
            case ActivityRecorded done: _journey.StepList.Add(new Step(_now.Time, done.Activity, done.Link, done.Person, done.Lifecycle) { Started = done.Started }); break;
            case EffectRecorded effect: _journey.EffectList.Add((_now.Time, effect)); break;
            case CustomerContacted contact: _journey.ContactList.Add((_now.Time, contact)); break;
            case FeedbackGiven feedback: _journey.Score = feedback.Score; break;
        }
    }

    void Open(CaseOpened opened)
    {
        if (_journey.Opened is null)
            _journey.Opened = opened;
    }

    void Lose(CustomerLost lost)
    {
        _journey.Lost = true;
        _journey.LostReason ??= lost.Reason;
        CloseCase();
    }

    void CloseCase()
    {
        _journey.Closed = true;
        foreach (var promise in _journey.PromiseList)
        {
            if (promise.End is null)
                promise.Finish(_now.Time, PromiseEnd.Dropped);
        }
    }

    void Remark(string says) => _journey.RemarkList.Add(new Remark(_now.Source, _now.Id, says));
}
