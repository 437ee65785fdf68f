using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Walks;

/// <summary>What the steps are, and how often each is the first, the last, or repeated.</summary>
static class Stops
{
    public static IReadOnlyList<StopCounts> Of(CaseColumns columns, StepKey by, Filter filter)
    {
        var walk = new Walk(columns, by, filter);
        var stops = new Groups<int, Stop>();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            var steps = walk.At(i);
            foreach (var step in steps)
                stops[step.Name].See(i);
            if (steps.Length == 0)
                continue;
            stops[steps[0].Name].Starts++;
            stops[steps[^1].Name].Ends++;
        }
        return
        [
            .. stops.All.Select(s => s.Value.Counts(columns.Names[s.Key]!))
                .OrderByDescending(s => s.Count).ThenBy(s => s.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Cases in which any step stands more than once.</summary>
    public static long Reworked(CaseColumns columns, StepKey by, Filter filter)
    {
        var (walk, met, cases) = (new Walk(columns, by, filter), new HashSet<int>(), 0L);
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            met.Clear();
            foreach (var step in walk.At(i))
            {
                if (met.Add(step.Name))
                    continue;
                cases++;
                break;
            }
        }
        return cases;
    }

    sealed class Stop
    {
        CaseCounter _cases, _repeated;
        long _count;

        public long Starts, Ends;

        public void See(int place)
        {
            _count++;
            var before = _cases.Count;
            _cases.See(place);
            if (_cases.Count == before)
                _repeated.See(place);
        }

        public StopCounts Counts(string name) => new(name, _count, _cases.Count, Starts, Ends, _repeated.Count);
    }
}
