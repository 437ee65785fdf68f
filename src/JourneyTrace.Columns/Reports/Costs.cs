using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>What failures cost the organisation, and which customers it lost.</summary>
static class Costs
{
    /// <summary>Effects by the link that they name, or that the gravest failed promise of their case is rooted in.</summary>
    public static IReadOnlyList<CostCounts> Of(CaseColumns columns, Filter filter, IReadOnlyList<string> counted)
    {
        var selection = new Selection(columns, filter);
        var own = counted.Select(columns.Names.Find).ToHashSet();
        var sums = new Groups<(int Link, int What, int Unit, int Side, int Because, bool Counted), Sum>();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (facts.Effects.Count == 0 || !selection.Has(facts))
                continue;
            var root = Root(columns, selection, facts);
            foreach (ref readonly var effect in columns.Effects.Of(facts.Effects))
            {
                var ours = effect.Because == Names.None || effect.Decision != Names.None || own.Contains(effect.Because);
                sums[(effect.Link == Names.None ? root : effect.Link, effect.What, effect.Unit, effect.Side, effect.Because, ours)].See(effect.Amount, i);
            }
        }
        var names = columns.Names;
        return
        [
            .. sums.All.Select(s => new CostCounts(
                    names[s.Key.Link], names[s.Key.What]!, names[s.Key.Unit], names[s.Key.Side]!, names[s.Key.Because], s.Value.Effects, s.Value.Cases.Count,
                    Sums.Settled(s.Value.Amount), s.Key.Counted))
                .OrderByDescending(c => c.Amount).ThenBy(c => c.Link, NamesInOrder.NoneLast).ThenBy(c => c.What, StringComparer.Ordinal)
                .ThenBy(c => c.Unit, NamesInOrder.NoneLast).ThenBy(c => c.Side, StringComparer.Ordinal).ThenBy(c => c.Because, NamesInOrder.NoneLast),
        ];
    }

    /// <summary>Lost customers, by the link that the gravest failed promise of their case is rooted in.</summary>
    public static IReadOnlyList<LostCounts> Lost(CaseColumns columns, Filter filter)
    {
        var selection = new Selection(columns, filter);
        var sums = new Groups<(int Link, int Reason), Sum>();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (facts.Lost && selection.Has(facts))
                sums[(Root(columns, selection, facts), facts.LostReason)].See(double.IsNaN(facts.Value) ? 0 : facts.Value, i);
        }
        return
        [
            .. sums.All.Select(s => new LostCounts(columns.Names[s.Key.Link], columns.Names[s.Key.Reason], s.Value.Effects, Sums.Settled(s.Value.Amount)))
                .OrderByDescending(l => l.Customers).ThenBy(l => l.Link, NamesInOrder.NoneLast).ThenBy(l => l.Reason, NamesInOrder.NoneLast),
        ];
    }

    /// <summary>What escalated cases were recorded to have cost or saved.</summary>
    public static IReadOnlyList<PriceCounts> OfEscalations(CaseColumns columns, Filter filter)
    {
        var selection = new Selection(columns, filter);
        var escalation = columns.Names.Find("escalation");
        var sums = new Groups<(int What, int Unit, int Side), Sum>();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (facts.Effects.Count == 0 || !IsEscalated(columns, facts, escalation) || !selection.Has(facts))
                continue;
            foreach (ref readonly var effect in columns.Effects.Of(facts.Effects))
                sums[(effect.What, effect.Unit, effect.Side)].See(effect.Amount, i);
        }
        var names = columns.Names;
        return
        [
            .. sums.All.Select(s => new PriceCounts(names[s.Key.What]!, names[s.Key.Unit], names[s.Key.Side]!, s.Value.Effects, Sums.Settled(s.Value.Amount)))
                .OrderByDescending(p => p.Amount).ThenBy(p => p.What, StringComparer.Ordinal).ThenBy(p => p.Unit, NamesInOrder.NoneLast)
                .ThenBy(p => p.Side, StringComparer.Ordinal),
        ];
    }

    static bool IsEscalated(CaseColumns columns, in CaseFacts facts, int escalation)
    {
        foreach (ref readonly var handoff in columns.Handoffs.Of(facts.Handoffs))
        {
            if (handoff.Kind == escalation)
                return true;
        }
        return false;
    }

    static int Root(CaseColumns columns, Selection selection, in CaseFacts facts)
    {
        var (root, lateness, name) = (Names.None, double.NegativeInfinity, "");
        foreach (ref readonly var promise in columns.Promises.Of(facts.Promises))
        {
            if (!promise.Failed || !selection.Has(promise))
                continue;
            var own = columns.Names[promise.Name]!;
            if (promise.Lateness > lateness || promise.Lateness.Equals(lateness) && string.CompareOrdinal(own, name) < 0)
                (root, lateness, name) = (promise.RootLink, promise.Lateness, own);
        }
        return root;
    }

    sealed class Sum
    {
        public long Effects;
        public double Amount;
        public CaseCounter Cases;

        public void See(double amount, int place)
        {
            Effects++;
            Amount += amount;
            Cases.See(place);
        }
    }
}
