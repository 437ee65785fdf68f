using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>What each decision's shares did, and what the effects that name it add up to.</summary>
sealed class Decisions(CaseColumns columns)
{
    readonly int _inside = columns.Names.Find("internal"), _outside = columns.Names.Find("external");
    readonly Groups<int, Decision> _decisions = new();
    readonly HashSet<int> _touched = [];
    long _failed;

    public static IReadOnlyList<DecisionCounts> Of(CaseColumns columns, Filter filter)
    {
        var (selection, decisions) = (new Selection(columns, filter), new Decisions(columns));
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (!selection.Has(facts))
                continue;
            foreach (ref readonly var promise in columns.Promises.Of(facts.Promises))
            {
                if (promise.Failed && selection.Has(promise))
                    decisions.Charge(facts, promise, i);
            }
            decisions.Feel(facts);
        }
        return
        [
            .. decisions._decisions.All.Select(d => d.Value.Counts(columns.Names[d.Key]!, decisions._failed))
                .OrderByDescending(d => d.Blame).ThenBy(d => d.Decision, StringComparer.Ordinal),
        ];
    }

    void Charge(in CaseFacts facts, in PromiseFacts promise, int place)
    {
        _failed++;
        _touched.Clear();
        foreach (ref readonly var share in columns.Shares.Of(promise.Shares))
        {
            if (share.Decision == Names.None)
                continue;
            _touched.Add(share.Decision);
            var decision = _decisions[share.Decision];
            decision.Blame += share.Part;
            decision.Excess += share.Excess;
        }
        foreach (var number in _touched)
            _decisions[number].See(columns, facts, place, number == promise.RootDecision);
    }

    void Feel(in CaseFacts facts)
    {
        foreach (ref readonly var effect in columns.Effects.Of(facts.Effects))
        {
            if (effect.Decision == Names.None)
                continue;
            _decisions[effect.Decision].Inside += effect.Side == _inside ? effect.Amount : 0;
            _decisions[effect.Decision].Outside += effect.Side == _outside ? effect.Amount : 0;
        }
    }

    sealed class Decision
    {
        readonly Worth _worth = new();
        CaseCounter _cases;
        long _promises, _roots, _lost;
        double _lostValue;

        public double Blame, Excess, Inside, Outside;

        public void See(CaseColumns columns, in CaseFacts facts, int place, bool root)
        {
            var before = _cases.Count;
            _cases.See(place);
            _promises++;
            _roots += root ? 1 : 0;
            _worth.See(columns, facts, place);
            if (!facts.Lost || _cases.Count == before)
                return;
            _lost++;
            _lostValue += double.IsNaN(facts.Value) ? 0 : facts.Value;
        }

        public DecisionCounts Counts(string name, long allFailed) => new(
            name, _cases.Count, _worth.Customers, _promises, _roots, Sums.Settled(Blame), Sums.Settled(Excess), _worth.Value, _lost, Sums.Settled(_lostValue), Sums.Settled(Inside), Sums.Settled(Outside), allFailed);
    }
}
