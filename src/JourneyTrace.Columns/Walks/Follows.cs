using JourneyTrace.Columns.Reports;
using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Walks;

/// <summary>What follows what directly within a case, and how long after.</summary>
static class Follows
{
    public static IReadOnlyList<FollowCounts> Of(CaseColumns columns, StepKey by, Filter filter)
    {
        var walk = new Walk(columns, by, filter);
        var pairs = new Groups<(int Source, int Target), Pair>();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            var steps = walk.At(i);
            for (var s = 1; s < steps.Length; s++)
            {
                var pair = pairs[(steps[s - 1].Name, steps[s].Name)];
                pair.Waits.Add(Walk.Seconds(steps[s - 1].At, steps[s].At));
                pair.Cases.See(i);
            }
        }
        return
        [
            .. pairs.All.Select(p => p.Value.Counts(columns.Names[p.Key.Source]!, columns.Names[p.Key.Target]!))
                .OrderByDescending(f => f.Count).ThenBy(f => f.Source, StringComparer.Ordinal).ThenBy(f => f.Target, StringComparer.Ordinal),
        ];
    }

    sealed class Pair
    {
        public CaseCounter Cases;

        public List<double> Waits { get; } = [];

        public FollowCounts Counts(string source, string target)
        {
            var sum = Waits.Sum();
            return new FollowCounts(
                source, target, Waits.Count, Cases.Count, sum / Waits.Count, Quantile.Of(Waits, 0.5)!.Value, Quantile.Of(Waits, 0.9)!.Value, Waits.Min(),
                Waits.Max(), sum, Spread.Deviation(Waits));
        }
    }
}
