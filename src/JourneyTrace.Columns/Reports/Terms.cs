using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>How long hand-offs took that were delivered wholly, by from, to and kind.</summary>
static class Terms
{
    public static IReadOnlyList<TermCounts> Of(CaseColumns columns, Filter filter)
    {
        var selection = new Selection(columns, filter);
        var terms = new Groups<(int From, int To, int Kind), Term>();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (!selection.HasKind(facts))
                continue;
            foreach (ref readonly var handoff in columns.Handoffs.Of(facts.Handoffs))
            {
                if (handoff.Informs || handoff.Outcome != Outcome.Delivered || !selection.Has(facts, handoff))
                    continue;
                var term = terms[(handoff.From, handoff.To, handoff.Kind)];
                term.Taken.Add(handoff.Taken);
                term.WithTerm += handoff.HasTerm ? 1 : 0;
            }
        }
        var names = columns.Names;
        return
        [
            .. terms.All.Select(t => new TermCounts(
                    names[t.Key.From]!, names[t.Key.To]!, names[t.Key.Kind]!, t.Value.Taken.Count, Quantile.Of(t.Value.Taken, 0.75)!.Value, t.Value.WithTerm))
                .OrderByDescending(t => t.Count).ThenBy(t => t.From, StringComparer.Ordinal).ThenBy(t => t.To, StringComparer.Ordinal)
                .ThenBy(t => t.Kind, StringComparer.Ordinal),
        ];
    }

    sealed class Term
    {
        public long WithTerm;

        public List<double> Taken { get; } = [];
    }
}
