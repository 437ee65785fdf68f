namespace JourneyTrace.Journeys;

/// <summary>
/// Of many spans that overlap, which one counts when: the latest begun that has not ended. Built once; asked walking
/// backwards in time.
/// </summary>
sealed class Timeline<T>
    where T : class
{
    readonly List<(DateTime From, DateTime To, T Top)> _pieces = [];

    public static Timeline<T> Empty { get; } = new([]);

    /// <param name="spans">In the order in which they began (of two that began at one time, the later counts).</param>
    public Timeline(IEnumerable<(DateTime From, DateTime To, T Value)> spans)
    {
        var open = new Stack<(DateTime To, T Value)>();
        var cursor = DateTime.MinValue;
        foreach (var (from, to, value) in spans)
        {
            if (to <= from)
                continue;
            Flush(open, ref cursor, from);
            cursor = from;
            open.Push((to, value));
        }
        Flush(open, ref cursor, DateTime.MaxValue);
    }

    /// <summary>How many pieces there are: a place to begin walking from.</summary>
    public int Count => _pieces.Count;

    /// <summary>
    /// What counts just before <paramref name="instant"/> (null for nothing), and since when. The place only ever moves
    /// back, so a walk over all time costs one pass.
    /// </summary>
    public (T? Top, DateTime Since) Before(DateTime instant, ref int place)
    {
        if (place > 32 && _pieces[place - 1].From >= instant)
            place = Search(instant, place);
        while (place > 0 && _pieces[place - 1].From >= instant)
            place--;
        if (place == 0)
            return (null, DateTime.MinValue);
        var piece = _pieces[place - 1];
        return piece.To >= instant ? (piece.Top, piece.From) : (null, piece.To);
    }

    int Search(DateTime instant, int place)
    {
        int low = 0, high = place;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_pieces[middle].From >= instant)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    void Flush(Stack<(DateTime To, T Value)> open, ref DateTime cursor, DateTime until)
    {
        while (open.TryPeek(out var top))
        {
            if (top.To > until)
            {
                Add(cursor, until, top.Value);
                return;
            }
            if (top.To > cursor)
            {
                Add(cursor, top.To, top.Value);
                cursor = top.To;
            }
            open.Pop();
        }
    }

    void Add(DateTime from, DateTime to, T top)
    {
        if (from < to)
            _pieces.Add((from, to, top));
    }
}
