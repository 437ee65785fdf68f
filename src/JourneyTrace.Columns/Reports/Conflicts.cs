using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>Setbacks by pair and cause; the row without a pair is all together.</summary>
static class Conflicts
{
    public static IReadOnlyList<ConflictCounts> Of(CaseColumns columns, Filter filter)
    {
        var selection = new Selection(columns, filter);
        var solvers = (columns.Names.Find("peers"), columns.Names.Find("hierarchy"), columns.Names.Find("none"));
        var (all, pairs) = (new Conflict(), new Groups<(int From, int To, int Cause), Conflict>());
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (facts.Setbacks.Count == 0 || !selection.Has(facts))
                continue;
            foreach (ref readonly var setback in columns.Setbacks.Of(facts.Setbacks))
            {
                if (!selection.IsBetween(setback.From, setback.To))
                    continue;
                all.See(setback, solvers, i);
                pairs[(setback.From, setback.To, setback.Cause)].See(setback, solvers, i);
            }
        }
        if (pairs.Count == 0)
            return [];
        var names = columns.Names;
        return
        [
            .. pairs.All.Select(p => p.Value.Counts(names[p.Key.From], names[p.Key.To], names[p.Key.Cause])).Append(all.Counts(null, null, null))
                .OrderByDescending(c => c.Count).ThenBy(c => c.From, StringComparer.Ordinal).ThenBy(c => c.To, StringComparer.Ordinal)
                .ThenBy(c => c.Cause, NamesInOrder.NoneLast),
        ];
    }

    sealed class Conflict
    {
        readonly List<double> _byPeers = [], _byHierarchy = [];
        long _count, _peers, _hierarchy, _none;
        long _first = long.MaxValue, _last = long.MinValue;
        CaseCounter _cases;

        public void See(in SetbackFacts setback, (int Peers, int Hierarchy, int None) solvers, int place)
        {
            _count++;
            _cases.See(place);
            (_first, _last) = (Math.Min(_first, setback.Since), Math.Max(_last, setback.Since));
            _peers += setback.SolvedBy == solvers.Peers ? 1 : 0;
            _hierarchy += setback.SolvedBy == solvers.Hierarchy ? 1 : 0;
            _none += setback.SolvedBy == solvers.None ? 1 : 0;
            if (setback.Solved == Moments.Never)
                return;
            if (setback.SolvedBy == solvers.Peers)
                _byPeers.Add(Moments.Seconds(setback.Since, setback.Solved));
            if (setback.SolvedBy == solvers.Hierarchy)
                _byHierarchy.Add(Moments.Seconds(setback.Since, setback.Solved));
        }

        public ConflictCounts Counts(string? from, string? to, string? cause) => new(
            from, to, cause, _count, _cases.Count, Moments.Instant(_first), Moments.Instant(_last), _peers, _hierarchy, _none,
            Quantile.Of(_byPeers, 0.5), Quantile.Of(_byHierarchy, 0.5));
    }
}
