namespace JourneyTrace.Columns.Packing;

/// <summary>
/// How the facts of a case lie one after the other. Another order, or another field, is another <see cref="Version"/>; what was packed by one
/// before is traced again.
/// </summary>
sealed class CaseLayout(CaseColumns columns)
{
    public const byte Version = 1;

    /// <summary>All but the case's number and name, and when it was written.</summary>
    public void Pass(Port port, ref CaseFacts facts)
    {
        port.Moment(ref facts.Opened);
        port.Moment(ref facts.AsOf);
        port.Name(ref facts.Kind);
        port.Name(ref facts.Segment);
        port.Name(ref facts.Customer);
        port.Name(ref facts.LostReason);
        port.Number(ref facts.Value);
        port.Number(ref facts.Score);
        port.Flag(ref facts.Closed);
        port.Flag(ref facts.Lost);
        port.Flag(ref facts.Promised);
        port.Word(ref facts.Status);
        port.Rows(columns.Promises, ref facts.Promises, Promise);
        port.Rows(columns.Handoffs, ref facts.Handoffs, Handoff);
        port.Rows(columns.Steps, ref facts.Steps, Step);
        port.Rows(columns.Complaints, ref facts.Complaints, Complaint);
        port.Rows(columns.Effects, ref facts.Effects, Effect);
        port.Rows(columns.Contacts, ref facts.Contacts, Contact);
        port.Rows(columns.Obstacles, ref facts.Obstacles, Obstacle);
        port.Rows(columns.Setbacks, ref facts.Setbacks, Setback);
    }

    void Promise(Port port, ref PromiseFacts promise)
    {
        port.Name(ref promise.Name);
        port.Name(ref promise.Sort);
        port.Name(ref promise.MadeBy);
        port.Name(ref promise.Channel);
        port.Name(ref promise.RootLink);
        port.Name(ref promise.RootCause);
        port.Name(ref promise.RootDecision);
        port.Moment(ref promise.Made);
        port.Moment(ref promise.Due);
        port.Moment(ref promise.Ended);
        port.Number(ref promise.Lateness);
        port.Word(ref promise.Fate);
        port.Word(ref promise.Side);
        port.Flag(ref promise.AtRisk);
        port.Rows(columns.Numbers, ref promise.Links, Name);
        port.Rows(columns.Numbers, ref promise.Arrows, Name);
        port.Rows(columns.Numbers, ref promise.Causes, Name);
        port.Rows(columns.Numbers, ref promise.Decisions, Name);
        port.Rows(columns.Shares, ref promise.Shares, Share);
    }

    static void Name(Port port, ref int name) => port.Name(ref name);

    static void Share(Port port, ref ShareFacts share)
    {
        port.Name(ref share.Link);
        port.Name(ref share.Arrow);
        port.Name(ref share.Cause);
        port.Name(ref share.Decision);
        port.Number(ref share.Part);
        port.Number(ref share.Excess);
    }

    void Handoff(Port port, ref HandoffFacts handoff)
    {
        port.Name(ref handoff.Node);
        port.Name(ref handoff.From);
        port.Name(ref handoff.To);
        port.Name(ref handoff.Kind);
        port.Name(ref handoff.Cause);
        port.Count(ref handoff.Charged);
        port.Moment(ref handoff.Requested);
        port.Moment(ref handoff.Accepted);
        port.Moment(ref handoff.Ended);
        port.Number(ref handoff.Taken);
        port.Number(ref handoff.Allowance);
        port.Number(ref handoff.Worked);
        port.Number(ref handoff.Blame);
        port.Word(ref handoff.Outcome);
        port.Flag(ref handoff.Passes);
        port.Flag(ref handoff.Informs);
        port.Rows(columns.Numbers, ref handoff.Promises, Name);
    }

    static void Step(Port port, ref StepFacts step)
    {
        port.Moment(ref step.Time);
        port.Moment(ref step.Started);
        port.Name(ref step.Activity);
        port.Name(ref step.Link);
        port.Name(ref step.Person);
        port.Name(ref step.Lifecycle);
    }

    static void Complaint(Port port, ref ComplaintFacts complaint)
    {
        port.Name(ref complaint.Name);
        port.Name(ref complaint.HeardBy);
        port.Name(ref complaint.RegisteredBy);
        port.Name(ref complaint.ResolvedBy);
        port.Name(ref complaint.LastLink);
        port.Count(ref complaint.Passed);
        port.Count(ref complaint.Tries);
        port.Moment(ref complaint.Voiced);
        port.Moment(ref complaint.Registered);
        port.Moment(ref complaint.Reached);
        port.Moment(ref complaint.Resolved);
    }

    static void Effect(Port port, ref EffectFacts effect)
    {
        port.Moment(ref effect.At);
        port.Name(ref effect.What);
        port.Name(ref effect.Side);
        port.Name(ref effect.Unit);
        port.Name(ref effect.Link);
        port.Name(ref effect.Decision);
        port.Name(ref effect.Because);
        port.Number(ref effect.Amount);
    }

    static void Contact(Port port, ref ContactFacts contact)
    {
        port.Moment(ref contact.At);
        port.Name(ref contact.Channel);
        port.Flag(ref contact.Insisted);
        port.Number(ref contact.Minutes);
    }

    static void Obstacle(Port port, ref ObstacleFacts obstacle)
    {
        port.Name(ref obstacle.Link);
        port.Name(ref obstacle.Handoff);
        port.Name(ref obstacle.Cause);
        port.Name(ref obstacle.Decision);
        port.Moment(ref obstacle.Met);
        port.Moment(ref obstacle.Cleared);
    }

    static void Setback(Port port, ref SetbackFacts setback)
    {
        port.Name(ref setback.From);
        port.Name(ref setback.To);
        port.Name(ref setback.Cause);
        port.Name(ref setback.SolvedBy);
        port.Moment(ref setback.Since);
        port.Moment(ref setback.Solved);
    }
}
