using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>Customers by segment, and cases by kind.</summary>
static class Segments
{
    public static IReadOnlyList<SegmentCounts> Of(CaseColumns columns, Filter filter)
    {
        var selection = new Selection(columns, filter);
        var segments = new Groups<int, Segment>();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (!selection.Has(facts))
                continue;
            var tally = new Tally();
            tally.See(columns, selection, facts);
            segments[facts.Segment].See(columns, facts, i, tally);
        }
        return
        [
            .. segments.All.Select(s => s.Value.Counts(columns.Names[s.Key]))
                .OrderByDescending(s => s.Cases).ThenBy(s => s.Segment, NamesInOrder.NoneLast),
        ];
    }

    /// <summary>Cases and promises by kind; cases of none are left out.</summary>
    public static IReadOnlyList<KindCounts> Kinds(CaseColumns columns, Filter filter)
    {
        var selection = new Selection(columns, filter);
        var kinds = new Groups<int, Kind>();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (facts.Kind == Names.None || !selection.Has(facts))
                continue;
            kinds[facts.Kind].Cases++;
            kinds[facts.Kind].Tally.See(columns, selection, facts);
        }
        return
        [
            .. kinds.All.Select(k => new KindCounts(columns.Names[k.Key]!, k.Value.Cases, k.Value.Tally.Promises, k.Value.Tally.Failed))
                .OrderByDescending(k => k.Cases).ThenBy(k => k.Kind, StringComparer.Ordinal),
        ];
    }

    sealed class Kind
    {
        public long Cases;
        public Tally Tally;
    }

    sealed class Segment
    {
        readonly Worth _customers = new();
        long _cases, _promises, _kept, _released, _failed, _open, _lost, _scores, _pleasedButFailed;
        double _lostValue, _value, _score;

        public void See(CaseColumns columns, in CaseFacts facts, int place, in Tally tally)
        {
            _cases++;
            _customers.See(columns, facts, place);
            (_promises, _kept, _released) = (_promises + tally.Promises, _kept + tally.Kept, _released + tally.Released);
            (_failed, _open) = (_failed + tally.Failed, _open + tally.Open);
            var value = double.IsNaN(facts.Value) ? 0 : facts.Value;
            _value += value;
            _lost += facts.Lost ? 1 : 0;
            _lostValue += facts.Lost ? value : 0;
            if (double.IsNaN(facts.Score))
                return;
            _scores++;
            _score += facts.Score;
            _pleasedButFailed += facts.Score >= 9 && tally.Failed > 0 ? 1 : 0;
        }

        public SegmentCounts Counts(string? segment) => new(
            segment, _cases, _customers.Customers, _promises, _kept, _released, _failed, _open, _lost, Sums.Settled(_lostValue), Sums.Settled(_value), _scores,
            _scores == 0 ? null : Sums.Settled(_score / _scores), _pleasedButFailed);
    }
}
