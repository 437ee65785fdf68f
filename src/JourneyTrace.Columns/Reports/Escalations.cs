using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>Cases that were taken to a superior.</summary>
sealed class Escalations
{
    readonly CaseColumns _columns;
    readonly int _escalation, _absence;

    Escalations(CaseColumns columns) =>
        (_columns, _escalation, _absence) = (columns, columns.Names.Find("escalation"), columns.Names.Find("absence"));

    public static EscalationCounts Of(CaseColumns columns, Filter filter)
    {
        var (selection, escalations) = (new Selection(columns, filter), new Escalations(columns));
        long cases = 0, steps = 0, away = 0, saved = 0, lost = 0;
        var taken = new List<double>();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (escalations.StepsOf(facts) is not { Steps: > 0 } found || !selection.Has(facts))
                continue;
            cases++;
            steps += found.Steps;
            away += found.Away;
            taken.Add(Moments.Seconds(found.From, found.To));
            var failed = facts.Lost || facts.Promised && (facts.Status is Fate.Broken or Fate.Abandoned);
            lost += failed ? 1 : 0;
            saved += !facts.Lost && facts.Promised && facts.Status == Fate.Kept ? 1 : 0;
        }
        return new EscalationCounts(cases, steps, away, Quantile.Of(taken, 0.5), saved, lost);
    }

    (long Steps, long Away, long From, long To) StepsOf(in CaseFacts facts)
    {
        var (steps, away, from, to) = (0L, 0L, long.MaxValue, long.MinValue);
        foreach (ref readonly var handoff in _columns.Handoffs.Of(facts.Handoffs))
        {
            if (handoff.Kind != _escalation)
                continue;
            steps++;
            away += handoff.Outcome == Outcome.Refused && handoff.Cause == _absence || IsAway(facts, handoff) ? 1 : 0;
            from = Math.Min(from, handoff.Requested);
            to = Math.Max(to, handoff.Ended == Moments.Never ? handoff.Requested : handoff.Ended);
        }
        return (steps, away, from, to);
    }

    bool IsAway(in CaseFacts facts, in HandoffFacts handoff)
    {
        foreach (ref readonly var obstacle in _columns.Obstacles.Of(facts.Obstacles))
        {
            if (obstacle.Cause == _absence
                && (obstacle.Handoff == handoff.Node || obstacle.Handoff == Names.None && obstacle.Link == handoff.To)
                && obstacle.Met <= handoff.Ended && obstacle.Cleared > handoff.Requested)
                return true;
        }
        return false;
    }
}
