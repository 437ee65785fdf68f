using JourneyTrace.Events;

namespace JourneyTrace.Journeys;

/// <content>Promises and complaints.</content>
public sealed partial class Replay
{
    static string ComplaintName(string complaint) => "complaint:" + complaint;

    void Make(PromiseMade made) =>
        AddPromise(made.Promise, made.By, made.Due ?? Later(_now.Time, made.Within!.Value), made.What, made.Channel, isComplaint: false);

    void Voice(ComplaintVoiced voiced) => AddPromise(
        ComplaintName(voiced.Complaint), voiced.At, Later(_now.Time, _journey.Catalogue.ComplaintsWithin), voiced.About, null, isComplaint: true);

    void AddPromise(string name, string by, DateTime due, string? what, string? channel, bool isComplaint)
    {
        var promise = new Promise(name, by, _now.Time, _order, due, what, isComplaint) { Channel = channel };
        if (!_promises.TryAdd(name, promise))
        {
            Remark($"There is a promise '{name}' already");
            return;
        }
        _journey.PromiseList.Add(promise);
        _openPromises.Add(promise);
    }

    void Change(PromiseChanged changed)
    {
        if (FindOpen(changed.Promise) is not { } promise)
            return;
        if (!changed.Agreed || _now.Time > promise.Due)
        {
            promise.Slips++;
            return;
        }
        promise.Due = changed.Due ?? Later(_now.Time, changed.Within!.Value);
        _openPromises.Add(promise);
    }

    void Register(ComplaintRegistered registered)
    {
        if (FindOpen(ComplaintName(registered.Complaint)) is { } complaint)
        {
            complaint.RegisteredBy ??= registered.By;
            complaint.RegisteredAt ??= _now.Time;
        }
    }

    void Resolve(ComplaintResolved resolved)
    {
        if (FindOpen(ComplaintName(resolved.Complaint)) is not { } complaint)
            return;
        complaint.ResolvedBy = resolved.By;
        complaint.Finish(_now.Time, PromiseEnd.Kept);
    }

    void EndPromise(string name, PromiseEnd how) => FindOpen(name)?.Finish(_now.Time, how);

    Promise? FindOpen(string name)
    {
        if (!_promises.TryGetValue(name, out var promise))
            Remark($"There is no promise '{name}'");
        else if (promise.End is null)
            return promise;
        else
            Remark($"The promise '{name}' had ended");
        return null;
    }

    static DateTime Later(DateTime time, TimeSpan within) =>
        DateTime.MaxValue - time > within ? time + within : DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
}
