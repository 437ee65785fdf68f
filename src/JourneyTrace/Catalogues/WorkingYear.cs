namespace JourneyTrace.Catalogues;

/// <summary>The opening times of one local year, summed up, so that working time is two look-ups. Ticks, UTC.</summary>
sealed class WorkingYear
{
    readonly long[] _from;
    readonly long[] _to;
    readonly long[] _before;

    public WorkingYear(List<(long From, long To)> open)
    {
        var merged = Merge(open);
        _from = [.. merged.Select(span => span.From)];
        _to = [.. merged.Select(span => span.To)];
        _before = new long[merged.Count + 1];
        for (var i = 0; i < merged.Count; i++)
            _before[i + 1] = _before[i] + _to[i] - _from[i];
    }

    /// <summary>The working time of this year before an instant.</summary>
    public long Before(long instant)
    {
        var found = Array.BinarySearch(_from, instant);
        var index = found >= 0 ? found : ~found - 1;
        if (index < 0)
            return 0;
        return _before[index] + Math.Min(instant, _to[index]) - _from[index];
    }

    static List<(long From, long To)> Merge(List<(long From, long To)> open)
    {
        var merged = new List<(long From, long To)>(open.Count);
        foreach (var span in open.Where(span => span.To > span.From).Order())
        {
            if (merged.Count > 0 && span.From <= merged[^1].To)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, span.To));
            else
                merged.Add(span);
        }
        return merged;
    }
}
