using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Walks;

/// <summary>
/// The time from each step to each later one of its case, and how many lie further from the mean than so many deviations (Stertz et al. 2020).
/// In a case of very many steps the next 200 are looked at: all pairs of them would be the square.
/// </summary>
static class Profile
{
    const int Furthest = 200;

    public static IReadOnlyList<ProfileCounts> Of(CaseColumns columns, StepKey by, Filter filter, double deviations)
    {
        var walk = new Walk(columns, by, filter);
        var pairs = new Groups<(int Source, int Target), Pair>();
        Each(columns, walk, pairs, static (pair, wait, _) => pair.Mean(wait));
        Each(columns, walk, pairs, static (pair, wait, _) => pair.Square(wait));
        foreach (var (_, pair) in pairs.All)
            pair.Limit(deviations);
        Each(columns, walk, pairs, static (pair, wait, place) => pair.Compare(wait, place));
        return
        [
            .. pairs.All.Select(p => p.Value.Counts(columns.Names[p.Key.Source]!, columns.Names[p.Key.Target]!))
                .OrderByDescending(p => p.Beyond).ThenByDescending(p => p.Count)
                .ThenBy(p => p.Source, StringComparer.Ordinal).ThenBy(p => p.Target, StringComparer.Ordinal),
        ];
    }

    static void Each(CaseColumns columns, Walk walk, Groups<(int Source, int Target), Pair> pairs, Action<Pair, double, int> see)
    {
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            var steps = walk.At(i);
            for (var from = 0; from < steps.Length; from++)
            {
                var last = Math.Min(steps.Length - 1, from + Furthest);
                for (var to = from + 1; to <= last; to++)
                    see(pairs[(steps[from].Name, steps[to].Name)], Walk.Seconds(steps[from].At, steps[to].At), i);
            }
        }
    }

    sealed class Pair
    {
        long _count, _beyond;
        double _sum, _squares, _limit = double.PositiveInfinity;
        double? _deviation;
        CaseCounter _cases;

        public void Mean(double wait)
        {
            _count++;
            _sum += wait;
        }

        public void Square(double wait) => _squares += (wait - (_sum / _count)) * (wait - (_sum / _count));

        public void Limit(double deviations)
        {
            _deviation = _count < 2 ? null : Math.Sqrt(_squares / (_count - 1));
            if (_deviation is > 0)
                _limit = deviations * _deviation.Value;
        }

        public void Compare(double wait, int place)
        {
            if (Math.Abs(wait - (_sum / _count)) <= _limit)
                return;
            _beyond++;
            _cases.See(place);
        }

        public ProfileCounts Counts(string source, string target) => new(source, target, _count, _sum / _count, _deviation, _beyond, _cases.Count);
    }
}
