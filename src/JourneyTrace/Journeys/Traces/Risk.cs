using JourneyTrace.Events;
using JourneyTrace.Journeys.Shares;

namespace JourneyTrace.Journeys.Traces;

/// <summary>Whether an open promise is at risk, and when it next could become so without an event. Source: docs/replay.md, section 3.</summary>
readonly record struct Risk(bool AtRisk, DateTime? NextChange)
{
    public static Risk Of(Promise promise, Journey journey)
    {
        DateTime? next = null;
        var waited = WaitedFor(promise, journey.AsOf);
        while (waited is not null)
        {
            if (waited.LeftANeed)
                return new Risk(true, null);
            if (Allowance.Of(waited, journey.Catalogue) is { } allowance)
            {
                var catalogue = journey.Catalogue;
                if (catalogue.Measure(waited.Link, waited.Start, journey.AsOf) > allowance
                    || catalogue.Measure(waited.Link, waited.Start, promise.Due) < allowance)
                    return new Risk(true, null);
                var over = FirstOver(waited, allowance, promise.Due, journey);
                next = next is { } earlier && earlier < over ? earlier : over;
            }
            waited = WaitedFor(waited, journey.AsOf);
        }
        return new Risk(false, next);
    }

    /// <summary>The latest requested hand-off, not inform, that has not ended or whose need is unmet.</summary>
    static Handoff? WaitedFor(Node node, DateTime asOf)
    {
        if (node.ChildList is not { } children)
            return null;
        Paths.Needs? needs = null;
        for (var i = children.Count - 1; i >= 0; i--)
        {
            var child = children[i];
            if (child.Mode == HandoffMode.Inform)
                continue;
            if (child.End is null)
                return child;
            if (child.LeftANeed && (needs ??= Paths.Needs.Of(node, DateTime.MaxValue)).UnmetAt(child, asOf))
                return child;
        }
        return null;
    }

    /// <summary>The first moment at which the hand-off has taken more than it may, up to the promise's due time.</summary>
    static DateTime FirstOver(Handoff handoff, TimeSpan allowance, DateTime due, Journey journey)
    {
        long low = journey.AsOf.Ticks / TimeSpan.TicksPerMicrosecond, high = due.Ticks / TimeSpan.TicksPerMicrosecond + 1;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            var moment = new DateTime(middle * TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
            if (journey.Catalogue.Measure(handoff.Link, handoff.Start, moment) > allowance)
                high = middle;
            else
                low = middle + 1;
        }
        return new DateTime(low * TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
    }
}
