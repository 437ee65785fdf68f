namespace JourneyTrace.Journeys.Traces;

/// <summary>A promise and what became of it.</summary>
/// <param name="Promise">What was promised.</param>
/// <param name="Status">What stands at the moment asked about.</param>
/// <param name="AtRisk">Open, and the chain it waits on is refused, over its term, or cannot be in time.</param>
/// <param name="Lateness">End minus due, at least zero.</param>
/// <param name="Verdict">For a broken or abandoned promise; else null.</param>
public sealed record PromiseTrace(Promise Promise, PromiseStatus Status, bool AtRisk, TimeSpan Lateness, Verdict? Verdict)
{
    /// <summary>When it was kept, UTC; null where it was not.</summary>
    public DateTime? KeptAt => Promise.EndedBy == PromiseEnd.Kept ? Promise.End : null;

    internal static PromiseTrace Of(Promise promise, Journey journey)
    {
        var status = promise.StatusAt(journey.AsOf);
        var lateness = (promise.End ?? journey.AsOf) - promise.Due;
        var verdict = status is PromiseStatus.Broken or PromiseStatus.Abandoned
            ? Verdict.Of(promise, journey, status == PromiseStatus.Abandoned)
            : null;
        return new PromiseTrace(
            promise, status, status == PromiseStatus.Open && Risk.Of(promise, journey).AtRisk,
            lateness > TimeSpan.Zero ? lateness : TimeSpan.Zero, verdict);
    }
}
