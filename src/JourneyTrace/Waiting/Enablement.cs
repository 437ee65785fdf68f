namespace JourneyTrace.Waiting;

/// <summary>
/// What had to be done before each instance. Two activities are done beside each other where each of them follows the other about as often (|ab - ba| / (ab + ba)
/// below 0.9, both above 0, in the order of begin), or where they overlap in time in at least a tenth of the cases that have both.
/// </summary>
static class Enablement
{
    const double OneDirection = 0.9;
    const double Overlapping = 0.1;

    // In a case with very many instances only neighbours are looked at.
    const int Nearest = 50;

    public static void Find(IReadOnlyList<IReadOnlyList<Instance>> cases)
    {
        var beside = Beside(cases);
        foreach (var instances in cases)
        {
            for (var i = 0; i < instances.Count; i++)
                instances[i].Enabler = Before(instances, i, beside);
        }
    }

    static Instance? Before(IReadOnlyList<Instance> instances, int place, HashSet<(string, string)> beside)
    {
        Instance? latest = null;
        for (var i = 0; i < instances.Count; i++)
        {
            var other = instances[i];
            if (i != place && other.End <= instances[place].Start && !(other.End == other.Start && i > place)
                && !beside.Contains((other.Activity, instances[place].Activity)) && !(latest?.End >= other.End && latest.Start >= other.Start))
                latest = latest is null || other.End > latest.End || (other.End == latest.End && other.Start >= latest.Start) ? other : latest;
        }
        return latest;
    }

    static HashSet<(string, string)> Beside(IReadOnlyList<IReadOnlyList<Instance>> cases)
    {
        var follows = new Dictionary<(string, string), int>();
        foreach (var (first, second) in cases.SelectMany(instances => instances.Zip(instances.Skip(1))))
            follows[(first.Activity, second.Activity)] = follows.GetValueOrDefault((first.Activity, second.Activity)) + 1;
        var beside = new HashSet<(string, string)>();
        foreach (var ((a, b), there) in follows)
        {
            if (a != b && follows.GetValueOrDefault((b, a)) is > 0 and var back && Math.Abs(there - back) < OneDirection * (there + back))
                beside.Add((a, b));
        }
        foreach (var (pair, (overlaps, together)) in Overlaps(cases))
        {
            if (overlaps >= Overlapping * together && overlaps > 0)
                beside.UnionWith([pair, (pair.Item2, pair.Item1)]);
        }
        return beside;
    }

    /// <summary>In how many of the cases that have two activities they overlap.</summary>
    static Dictionary<(string, string), (int Overlaps, int Together)> Overlaps(IReadOnlyList<IReadOnlyList<Instance>> cases)
    {
        var counts = new Dictionary<(string, string), (int Overlaps, int Together)>();
        foreach (var instances in cases)
        {
            var pairs = new Dictionary<(string, string), bool>();
            for (var i = 0; i < instances.Count; i++)
            {
                for (var j = i + 1; j < instances.Count && j <= i + Nearest; j++)
                {
                    var (a, b) = (instances[i], instances[j]);
                    var pair = string.CompareOrdinal(a.Activity, b.Activity) < 0 ? (a.Activity, b.Activity) : (b.Activity, a.Activity);
                    if (a.Activity != b.Activity)
                        pairs[pair] = pairs.GetValueOrDefault(pair) || (b.Start < a.End && a.Start < b.End);
                }
            }
            foreach (var (pair, overlap) in pairs)
            {
                var (overlaps, together) = counts.GetValueOrDefault(pair);
                counts[pair] = (overlaps + (overlap ? 1 : 0), together + 1);
            }
        }
        return counts;
    }
}
