namespace JourneyTrace.Columns;

/// <summary>
/// The places of cases in the order of their names (ordinal), which the first question for it makes, and which is kept from then on. Cases only come, and are never
/// called otherwise. Any threads may ask while none comes.
/// </summary>
sealed class CasesByName(CaseColumns columns)
{
    readonly Lock _making = new();
    int[] _places = [];
    int _count;

    /// <summary>The memory that it takes.</summary>
    public long Bytes => (long)_places.Length * sizeof(int);

    public ReadOnlySpan<int> InOrder()
    {
        lock (_making)
        {
            if (_count < columns.Cases.Count)
                Merge();
            return _places.AsSpan(0, _count);
        }
    }

    /// <summary>Where the names begin that come after this one, in <see cref="InOrder"/>.</summary>
    public int After(string name) => Before(name, InOrder(), orSame: true);

    /// <summary>Takes in those that came since; nobody may ask meanwhile.</summary>
    public void Came()
    {
        if (_count > 0)
            Merge();
    }

    void Merge()
    {
        var came = new int[columns.Cases.Count - _count];
        for (var i = 0; i < came.Length; i++)
            came[i] = _count + i;
        Array.Sort(came, (x, y) => columns.NameOf(columns.Cases[x]).SequenceCompareTo(columns.NameOf(columns.Cases[y])));
        if (_places.Length < columns.Cases.Count)
            Array.Resize(ref _places, Math.Max(columns.Cases.Count, _count + (_count / 4)));
        // From the end on, so that each is moved once, to where nothing is any more.
        var (left, to) = (_count, columns.Cases.Count);
        for (var i = came.Length - 1; i >= 0; i--)
        {
            var at = Before(columns.NameOf(columns.Cases[came[i]]), _places.AsSpan(0, left), orSame: false);
            Array.Copy(_places, at, _places, to - (left - at), left - at);
            to -= left - at;
            left = at;
            _places[--to] = came[i];
        }
        _count = columns.Cases.Count;
    }

    /// <summary>How many of these have a name before this one, or the same.</summary>
    int Before(ReadOnlySpan<char> name, ReadOnlySpan<int> places, bool orSame)
    {
        var (from, to) = (0, places.Length);
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            var order = columns.NameOf(columns.Cases[places[middle]]).SequenceCompareTo(name);
            if (order < 0 || (orSame && order == 0))
                from = middle + 1;
            else
                to = middle;
        }
        return from;
    }
}
