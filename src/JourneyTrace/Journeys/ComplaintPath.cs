using JourneyTrace.Catalogues;

namespace JourneyTrace.Journeys;

/// <summary>How far a complaint came: heard, on record, passed on, at the management, answered.</summary>
/// <param name="Promise">The answer that is owed.</param>
/// <param name="RegisteredAt">When it was put on record, UTC; null for never.</param>
/// <param name="Passed">How many hand-offs of kind complaint it went through.</param>
/// <param name="ReachedAt">When a link of the management's side was first handed it, UTC; null for never.</param>
/// <param name="ResolvedAt">When it was answered, UTC; null for never.</param>
/// <param name="Tries">How often the customer had to come until it was on record (or answered): the first time, and each touchpoint after it.</param>
/// <param name="LastLink">Where it went last: the link that heard it, or the last that was handed it.</param>
public sealed record ComplaintPath(
    Promise Promise, DateTime? RegisteredAt, int Passed, DateTime? ReachedAt, DateTime? ResolvedAt, int Tries, string LastLink)
{
    /// <summary>The complaints of a case, in order.</summary>
    public static IEnumerable<ComplaintPath> Of(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        foreach (var promise in journey.Promises.Where(p => p.IsComplaint))
        {
            var passed = Tree.Of(promise).OfType<Handoff>().Where(h => h.Kind == "complaint").OrderBy(h => h.Order).ToList();
            yield return new ComplaintPath(
                promise, promise.RegisteredAt, passed.Count,
                passed.Find(h => journey.Catalogue.SideOf(h.Link) == Side.Management)?.Start,
                promise.EndedBy == PromiseEnd.Kept ? promise.End : null,
                1 + journey.Contacts.Count(c => c.At > promise.Start && c.At <= (promise.RegisteredAt ?? promise.End ?? journey.AsOf)),
                passed.Count == 0 ? promise.Link : passed[^1].Link);
        }
    }
}
