using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>What went on at the links of a decision.</summary>
static class Impacts
{
    static readonly long Week = TimeSpan.FromDays(7).Ticks;

    /// <summary>Hand-offs into these links in a window that were neither accepted nor served before it ended, and that no other link took instead.</summary>
    public static (long Count, IReadOnlyList<UncoveredRow> Rows) Uncovered(
        CaseColumns columns, Filter filter, IReadOnlyList<string> links, DateTime from, DateTime to, int limit)
    {
        var selection = new Selection(columns, filter);
        var away = Numbers(columns, links);
        var (begin, end) = (from.Ticks, to.Ticks);
        var rows = new List<UncoveredRow>();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            var handoffs = columns.Handoffs.Of(facts.Handoffs);
            foreach (ref readonly var handoff in handoffs)
            {
                if (!away.Contains(handoff.To) || handoff.Informs || handoff.Requested < begin || handoff.Requested >= end || handoff.Accepted < end
                    || handoff.Ended < end && handoff.Outcome != Outcome.Refused || TakenInstead(handoffs, handoff, away, end) || !selection.Has(facts))
                    continue;
                rows.Add(new UncoveredRow(
                    new string(columns.NameOf(facts)), columns.Names[handoff.Node]!, columns.Names[handoff.From]!, columns.Names[handoff.To]!, Moments.Instant(handoff.Requested)));
            }
        }
        return (rows.Count,
            [.. rows.OrderBy(r => r.RequestedAt).ThenBy(r => r.Case, StringComparer.Ordinal).ThenBy(r => r.Handoff, StringComparer.Ordinal).Take(limit)]);
    }

    static bool TakenInstead(ReadOnlySpan<HandoffFacts> handoffs, in HandoffFacts handoff, HashSet<int> away, long end)
    {
        foreach (ref readonly var other in handoffs)
        {
            if (other.Node != handoff.Node && other.From == handoff.From && !away.Contains(other.To)
                && other.Requested >= handoff.Requested && other.Requested < end
                && (other.Accepted < end || other.Outcome == Outcome.Delivered && other.Ended < end))
                return true;
        }
        return false;
    }

    /// <summary>Obstacles that name no decision, more of them in the week after it began than in the week before.</summary>
    public static IReadOnlyList<SuspectedRow> Suspected(CaseColumns columns, Filter filter, IReadOnlyList<string> links, DateTime from)
    {
        var selection = new Selection(columns, filter);
        var (at, moment) = (Numbers(columns, links), from.Ticks);
        var groups = new Groups<(int Link, int Cause), Weeks>();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            foreach (ref readonly var obstacle in columns.Obstacles.Of(facts.Obstacles))
            {
                if (obstacle.Decision == Names.None && at.Contains(obstacle.Link) && obstacle.Met >= moment - Week && obstacle.Met < moment + Week
                    && selection.Has(facts))
                    groups[(obstacle.Link, obstacle.Cause)].See(obstacle.Met, moment);
            }
        }
        return
        [
            .. groups.All.Where(g => g.Value.After > 1 && g.Value.After > g.Value.Before)
                .Select(g => new SuspectedRow(
                    columns.Names[g.Key.Link]!, columns.Names[g.Key.Cause]!, g.Value.After, g.Value.Before, Moments.Instant(g.Value.First)))
                .OrderByDescending(r => r.After).ThenBy(r => r.Link, StringComparer.Ordinal).ThenBy(r => r.Cause, StringComparer.Ordinal),
        ];
    }

    /// <summary>Delivered hand-offs into these links, before and after a moment.</summary>
    public static IReadOnlyList<SpanCounts> BeforeAndAfter(CaseColumns columns, Filter filter, IReadOnlyList<string> links, DateTime at)
    {
        var selection = new Selection(columns, filter);
        var (into, moment) = (Numbers(columns, links), at.Ticks);
        var (before, after) = (new List<double>(), new List<double>());
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (!selection.Has(facts))
                continue;
            foreach (ref readonly var handoff in columns.Handoffs.Of(facts.Handoffs))
            {
                if (!handoff.Informs && (handoff.Outcome is Outcome.Delivered or Outcome.Incomplete) && into.Contains(handoff.To))
                    (handoff.Requested >= moment ? after : before).Add(handoff.Taken);
            }
        }
        return [.. new[] { (Is: false, Taken: before), (Is: true, Taken: after) }.Where(s => s.Taken.Count > 0).Select(s => Span(s.Is, s.Taken))];
    }

    static SpanCounts Span(bool after, List<double> taken) =>
        new(after, taken.Count, taken.Average(), Quantile.Of(taken, 0.5)!.Value, Spread.Deviation(taken));

    static HashSet<int> Numbers(CaseColumns columns, IReadOnlyList<string> names) => [.. names.Select(columns.Names.Find)];

    sealed class Weeks
    {
        public long Before, After, First = Moments.Never;

        public void See(long met, long moment)
        {
            if (met < moment)
            {
                Before++;
                return;
            }
            After++;
            First = Math.Min(First, met);
        }
    }
}
