namespace JourneyTrace.Waiting;

/// <summary>
/// What had to be done before each piece of work. Two activities are done beside each other where each of them follows the other about as often
/// (|ab - ba| / (ab + ba) below 0.9, both above 0, in the order of begin), or where they overlap in time in at least a tenth of the cases that have both.
/// </summary>
sealed class Enablement(Work[] work, int activities)
{
    const double OneDirection = 0.9;
    const double Overlapping = 0.1;

    // In a case with very much work only neighbours are looked at.
    const int Nearest = 50;

    readonly ActivityPairs _pairs = new(activities);

    /// <param name="work">By case, each case's in the order of begin.</param>
    /// <param name="activities">How many: their numbers are smaller.</param>
    public static void Find(Work[] work, int activities)
    {
        var enablement = new Enablement(work, activities);
        enablement.EachCase(enablement.Count);
        enablement.FindBeside();
        enablement.EachCase(enablement.FindEnablers);
    }

    void EachCase(Action<int, int> see)
    {
        for (var (from, to) = (0, 0); from < work.Length; from = to)
        {
            for (to = from + 1; to < work.Length && work[to].Case == work[from].Case;)
                to++;
            see(from, to);
        }
    }

    void Count(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (i + 1 < to)
                _pairs[work[i].Activity, work[i + 1].Activity].Follows++;
            for (var j = i + 1; j < to && j <= i + Nearest; j++)
                CountTogether(work[i], work[j], from + 1);
        }
    }

    /// <param name="ofCase">What tells the case from others.</param>
    void CountTogether(in Work first, in Work second, int ofCase)
    {
        if (first.Activity == second.Activity)
            return;
        ref var pair = ref _pairs[Math.Min(first.Activity, second.Activity), Math.Max(first.Activity, second.Activity)];
        if (pair.TogetherIn != ofCase)
            (pair.TogetherIn, pair.Together) = (ofCase, pair.Together + 1);
        if (pair.OverlapsIn != ofCase && second.Start < first.End && first.Start < second.End)
            (pair.OverlapsIn, pair.Overlaps) = (ofCase, pair.Overlaps + 1);
    }

    void FindBeside()
    {
        foreach (var (a, b) in _pairs.All)
        {
            if (a >= b)
                continue;
            var (pair, back) = (_pairs[a, b], _pairs[b, a].Follows);
            var turns = pair.Follows > 0 && back > 0 && Math.Abs(pair.Follows - back) < OneDirection * (pair.Follows + back);
            var overlap = pair.Overlaps > 0 && pair.Overlaps >= Overlapping * pair.Together;
            _pairs[a, b].Beside = _pairs[b, a].Beside = turns || overlap;
        }
    }

    void FindEnablers(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            work[i].Enabler = Before(from, to, i);
            work[i].Enabled = work[i].Enabler < 0 ? work[i].Start : work[work[i].Enabler].End;
        }
    }

    int Before(int from, int to, int place)
    {
        ref readonly var own = ref work[place];
        var latest = -1;
        for (var i = from; i < to && work[i].Start <= own.Start; i++)
        {
            ref readonly var other = ref work[i];
            if (i == place || other.End > own.Start || other.End == other.Start && i > place || _pairs.AreBeside(other.Activity, own.Activity))
                continue;
            if (latest < 0 || other.End > work[latest].End || other.End == work[latest].End && other.Start > work[latest].Start)
                latest = i;
        }
        return latest;
    }
}
