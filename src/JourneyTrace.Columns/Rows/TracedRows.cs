using JourneyTrace.Journeys;
using JourneyTrace.Journeys.Traces;
using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Rows;

/// <summary>A traced case as rows of the columns.</summary>
sealed class TracedRows(CaseColumns columns)
{
    /// <summary>Adds a case, and says at which place.</summary>
    public int Add(TracedCase traced)
    {
        var (trace, journey) = (traced.Trace, traced.Trace.Journey);
        return columns.Add(new CaseFacts
        {
            Number = traced.Number,
            Name = columns.Texts.Add(trace.Case),
            Kind = Number(journey.Opened?.Kind),
            Segment = Number(journey.Opened?.Segment),
            Customer = Number(journey.Opened?.Customer),
            LostReason = Number(journey.LostReason),
            Value = journey.Opened?.Value ?? double.NaN,
            Score = journey.Score ?? double.NaN,
            Opened = Moments.Ticks(journey.OpenedAt),
            AsOf = journey.AsOf.Ticks,
            Closed = journey.Closed,
            Lost = journey.Lost,
            Promised = trace.Gravest is not null,
            Status = trace.Gravest is { } gravest ? FateOf(gravest) : Fate.Open,
            Promises = Rows(columns.Promises, InOrder(trace.Promises), p => Promise(p, journey)),
            Handoffs = Rows(columns.Handoffs, HandoffRow.Of(traced).OrderBy(r => r.Handoff.Start).ThenBy(r => r.Handoff.Name, StringComparer.Ordinal), Handoff),
            Steps = Rows(columns.Steps, Step.Of(journey), Row),
            Complaints = Rows(columns.Complaints, ComplaintPath.Of(journey).OrderBy(c => c.Promise.Name, StringComparer.Ordinal), Complaint),
            Effects = Rows(columns.Effects, journey.Effects, e => Effect(e.At, e.Effect)),
            Contacts = Rows(columns.Contacts, journey.Contacts, c => Contact(c.At, c.Contact)),
            Obstacles = Rows(columns.Obstacles, journey.Sightings, Obstacle),
            Setbacks = Rows(columns.Setbacks, Setback.Of(journey).OrderBy(s => s.Handoff.Name, StringComparer.Ordinal), SetbackRow),
        });
    }

    /// <summary>Promises as they lie beside each other.</summary>
    public static IEnumerable<PromiseTrace> InOrder(IEnumerable<PromiseTrace> promises) => promises.OrderBy(p => p.Promise.Name, StringComparer.Ordinal);

    static Stretch Rows<TFrom, TRow>(Table<TRow> table, IEnumerable<TFrom> all, Func<TFrom, TRow> row)
        where TRow : unmanaged => table.Add([.. all.Select(row)]);

    int Number(string? name) => columns.Names.Number(name);

    Stretch Numbers(IEnumerable<string> names) => columns.Numbers.Add([.. names.Select(Number)]);

    PromiseFacts Promise(PromiseTrace trace, Journey journey)
    {
        var parts = new PromiseParts(trace, journey);
        var promise = trace.Promise;
        return new PromiseFacts
        {
            Name = Number(promise.Name),
            Sort = Number(promise.Name.StartsWith("complaint:", StringComparison.Ordinal) ? "complaint" : promise.Name),
            MadeBy = Number(promise.Link),
            Channel = Number(promise.Channel),
            RootLink = Number(trace.Verdict?.Root.Link),
            RootCause = Number(trace.Verdict?.Root.Cause),
            RootDecision = Number(trace.Verdict?.Root.Decision),
            Made = promise.Start.Ticks,
            Due = promise.Due.Ticks,
            Ended = Moments.Ticks(promise.End),
            Lateness = trace.Lateness.TotalSeconds,
            Fate = FateOf(trace.Status),
            Side = Words.Side(parts.RootSide),
            AtRisk = trace.AtRisk,
            Links = Numbers(parts.Links),
            Arrows = Numbers(parts.Handoffs),
            Causes = Numbers(parts.Causes),
            Decisions = Numbers(parts.Decisions),
            Shares = Rows(columns.Shares, parts.Shares, s => new ShareFacts
            {
                Link = Number(s.Link), Arrow = Number((s.Node as Handoff)?.Between), Cause = Number(s.Cause), Decision = Number(s.Decision),
                Part = s.Fraction, Excess = s.Excess.TotalSeconds,
            }),
        };
    }

    HandoffFacts Handoff(HandoffRow row) => new()
    {
        Node = Number(row.Handoff.Name),
        From = Number(row.Handoff.Requester),
        To = Number(row.Handoff.Link),
        Kind = Number(row.Handoff.Kind),
        Cause = Number(row.Handoff.Cause),
        Charged = row.Charged,
        Requested = row.Handoff.Start.Ticks,
        Accepted = Moments.Ticks(row.Handoff.Accepted),
        Ended = Moments.Ticks(row.Handoff.End),
        Taken = row.Taken.TotalSeconds,
        Allowance = row.Allowance?.TotalSeconds ?? double.NaN,
        Worked = row.Worked.TotalSeconds,
        Blame = row.Blame,
        Outcome = Words.Outcome(row.Outcome),
        Passes = row.Handoff.Mode == Events.HandoffMode.Pass,
        Informs = row.Handoff.Mode == Events.HandoffMode.Inform,
        Promises = Numbers(row.Promises),
    };

    StepFacts Row(Step step) => new()
    {
        Time = Moments.Micros(step.Time.Ticks),
        Started = step.Started is { } started ? Moments.Micros(started.Ticks) : Moments.Never,
        Activity = Told(step.Activity),
        Link = Told(step.Link),
        Person = Told(step.Person),
        Lifecycle = Told(step.Lifecycle),
    };

    /// <summary>An empty text says nothing.</summary>
    int Told(string? text) => Number(string.IsNullOrEmpty(text) ? null : text);

    ComplaintFacts Complaint(ComplaintPath path) => new()
    {
        Name = Number(path.Promise.Name), HeardBy = Number(path.Promise.Link), RegisteredBy = Number(path.Promise.RegisteredBy), ResolvedBy = Number(path.Promise.ResolvedBy),
        LastLink = Number(path.LastLink), Passed = path.Passed, Tries = path.Tries, Voiced = path.Promise.Start.Ticks, Registered = Moments.Ticks(path.RegisteredAt),
        Reached = Moments.Ticks(path.ReachedAt), Resolved = Moments.Ticks(path.ResolvedAt),
    };

    EffectFacts Effect(DateTime at, Events.EffectRecorded effect) => new()
    {
        At = at.Ticks, What = Number(effect.What), Side = Number(effect.External ? "external" : "internal"), Unit = Number(effect.Unit), Link = Number(effect.Link),
        Decision = Number(effect.Decision), Because = Number(effect.Because), Amount = effect.Amount,
    };

    ContactFacts Contact(DateTime at, Events.CustomerContacted contact) => new()
    {
        At = at.Ticks, Channel = Number(contact.Channel), Insisted = contact.Insisted, Minutes = contact.Minutes,
    };

    ObstacleFacts Obstacle(Sighting seen) => new()
    {
        Link = Number(seen.Link), Handoff = Number(seen.Handoff), Cause = Number(seen.Cause), Decision = Number(seen.Decision), Met = seen.Met.Ticks, Cleared = Moments.Ticks(seen.Cleared),
    };

    SetbackFacts SetbackRow(Setback setback) => new()
    {
        From = Number(setback.Handoff.Requester), To = Number(setback.Handoff.Link), Cause = Number(setback.Handoff.Cause),
        SolvedBy = Number(setback.SolvedBy.ToString().ToLowerInvariant()), Since = setback.Since.Ticks, Solved = Moments.Ticks(setback.SolvedAt),
    };

    static Fate FateOf(PromiseStatus status) => status switch
    {
        PromiseStatus.Open => Fate.Open,
        PromiseStatus.Kept => Fate.Kept,
        PromiseStatus.Released => Fate.Released,
        PromiseStatus.Abandoned => Fate.Abandoned,
        _ => Fate.Broken,
    };
}
