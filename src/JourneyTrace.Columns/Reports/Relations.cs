using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>Month by month: what passed between two links, and what those who asked did about it.</summary>
static class Relations
{
    public static IReadOnlyList<RelationCounts> Of(CaseColumns columns, Filter filter)
    {
        var (selection, names) = (new Selection(columns, filter), columns.Names);
        var (escalation, complaint, left) = (names.Find("escalation"), names.Find("complaint"), names.Find("colleague-left"));
        var (pairs, askers) = (new Groups<(int From, int To, DateTime Month), Pair>(), new Groups<(int Link, DateTime Month), Asker>());
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (!selection.Has(facts))
                continue;
            foreach (ref readonly var handoff in columns.Handoffs.Of(facts.Handoffs))
            {
                if (handoff.Kind == escalation)
                    askers[(handoff.From, Month(handoff.Requested))].See(handoff);
                else if (!handoff.Informs && handoff.Kind != complaint && selection.IsBetween(handoff.From, handoff.To))
                    pairs[(handoff.From, handoff.To, Month(handoff.Requested))].See(handoff);
            }
            foreach (ref readonly var effect in columns.Effects.Of(facts.Effects))
            {
                if (effect.What == left && effect.Link != Names.None)
                    askers[(effect.Link, Month(effect.At))].Left += effect.Amount;
            }
        }
        return
        [
            .. pairs.All.Select(p => Row(p.Key, p.Value, askers.Find((p.Key.From, p.Key.Month))))
                .OrderBy(r => r.From, StringComparer.Ordinal).ThenBy(r => r.To, StringComparer.Ordinal).ThenBy(r => r.Month),
        ];

        RelationCounts Row((int From, int To, DateTime Month) key, Pair pair, Asker? asker) => new(
            names[key.From]!, names[key.To]!, key.Month, pair.Handoffs, pair.Refused, asker?.Escalations ?? 0, asker?.Dismissed ?? 0, asker?.Left ?? 0);
    }

    static DateTime Month(long ticks) => Moments.Instant(ticks) is var at ? new DateTime(at.Year, at.Month, 1, 0, 0, 0, DateTimeKind.Utc) : default;

    sealed class Pair
    {
        public long Handoffs, Refused;

        public void See(in HandoffFacts handoff)
        {
            Handoffs++;
            Refused += handoff.Outcome == Outcome.Refused ? 1 : 0;
        }
    }

    sealed class Asker
    {
        public long Escalations, Dismissed;
        public double Left;

        public void See(in HandoffFacts handoff)
        {
            Escalations++;
            Dismissed += handoff.Outcome is Outcome.Refused or Outcome.Returned or Outcome.Open ? 1 : 0;
        }
    }
}
