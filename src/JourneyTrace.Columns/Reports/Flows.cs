using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>How much of the time between the first request and the last end of a case somebody worked on it.</summary>
static class Flows
{
    public static IReadOnlyList<FlowCounts> Of(CaseColumns columns, Filter filter)
    {
        var selection = new Selection(columns, filter);
        var approval = columns.Names.Find("approval");
        var kinds = new Groups<int, Kind>();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (facts.Handoffs.Count == 0 || !selection.Has(facts))
                continue;
            var (first, last, any) = (Moments.Never, long.MinValue, false);
            foreach (ref readonly var handoff in columns.Handoffs.Of(facts.Handoffs))
            {
                if (handoff.Informs)
                    continue;
                any = true;
                first = Math.Min(first, handoff.Requested);
                last = handoff.Ended == Moments.Never ? last : Math.Max(last, handoff.Ended);
                kinds[facts.Kind].See(handoff, approval);
            }
            if (any)
                kinds[facts.Kind].Elapsed.Add(Moments.Seconds(first, last == long.MinValue ? facts.AsOf : last));
        }
        return
        [
            .. kinds.All.Select(k => k.Value.Counts(columns.Names[k.Key]))
                .OrderByDescending(k => k.Cases).ThenBy(k => k.Kind, NamesInOrder.NoneLast),
        ];
    }

    sealed class Kind
    {
        double _worked;
        long _accepted, _approvals, _returned;

        public List<double> Elapsed { get; } = [];

        public void See(in HandoffFacts handoff, int approval)
        {
            _worked += handoff.Worked;
            _accepted += handoff.Accepted != Moments.Never ? 1 : 0;
            if (handoff.Kind != approval)
                return;
            _approvals++;
            _returned += handoff.Outcome == Outcome.Returned ? 1 : 0;
        }

        public FlowCounts Counts(string? kind) => new(
            kind, Elapsed.Count, Quantile.Of(Elapsed, 0.5) ?? 0, Sums.Settled(Elapsed.Sum()), Sums.Settled(_worked), _accepted, _approvals, _returned);
    }
}
