using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>Who hands to whom.</summary>
static class HandoffPairs
{
    public static IReadOnlyList<HandoffCounts> Of(CaseColumns columns, Filter filter)
    {
        var selection = new Selection(columns, filter);
        var pairs = new Groups<(int From, int To), Pair>();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (!selection.HasKind(facts))
                continue;
            foreach (ref readonly var handoff in columns.Handoffs.Of(facts.Handoffs))
            {
                if (selection.Has(facts, handoff))
                    pairs[(handoff.From, handoff.To)].See(handoff);
            }
        }
        return
        [
            .. pairs.All.Select(p => p.Value.Counts(columns.Names[p.Key.From]!, columns.Names[p.Key.To]!))
                .OrderByDescending(c => c.Blame).ThenByDescending(c => c.Count)
                .ThenBy(c => c.From, StringComparer.Ordinal).ThenBy(c => c.To, StringComparer.Ordinal),
        ];
    }

    sealed class Pair
    {
        readonly List<double> _taken = [];
        readonly long[] _outcomes = new long[6];
        long _count, _accepted, _withTerm, _overTerm, _charged;
        double _over, _blame;

        public void See(in HandoffFacts handoff)
        {
            _count++;
            _accepted += handoff.Accepted != Moments.Never ? 1 : 0;
            _outcomes[(int)handoff.Outcome]++;
            if (handoff.Ended != Moments.Never)
                _taken.Add(handoff.Taken);
            _withTerm += handoff.HasTerm ? 1 : 0;
            if (handoff.Taken > handoff.Allowance)
            {
                _overTerm++;
                _over += handoff.Taken - handoff.Allowance;
            }
            _charged += handoff.Charged;
            _blame += handoff.Blame;
        }

        long Ended(Outcome outcome) => _outcomes[(int)outcome];

        public HandoffCounts Counts(string from, string to) => new(
            from, to, _count, _accepted, Ended(Outcome.Delivered), Ended(Outcome.Refused), Ended(Outcome.Returned), Ended(Outcome.Incomplete),
            Ended(Outcome.Open), Quantile.Of(_taken, 0.5), Quantile.Of(_taken, 0.9), _withTerm, _overTerm, Sums.Settled(_over), _charged, Sums.Settled(_blame));
    }
}
