namespace JourneyTrace.Journeys.Alternatives;

/// <summary>Spans of time that do not overlap, ready to be asked how much of another span they cover. Ticks.</summary>
sealed class Spans
{
    readonly List<(long From, long To)> _spans;
    readonly long[] _before;

    public static Spans None { get; } = new([]);

    public Spans(IEnumerable<(DateTime From, DateTime To)> spans)
    {
        _spans = [.. spans.Where(s => s.To > s.From).Select(s => (s.From.Ticks, s.To.Ticks)).Order()];
        _before = new long[_spans.Count + 1];
        for (var i = 0; i < _spans.Count; i++)
            _before[i + 1] = _before[i] + _spans[i].To - _spans[i].From;
    }

    public long Total => _before[^1];

    /// <summary>How much of [from, to) they cover.</summary>
    public long Within(DateTime from, DateTime to) => to <= from || _spans.Count == 0 ? 0 : Before(to.Ticks) - Before(from.Ticks);

    /// <summary>What lies in [from, to).</summary>
    public IEnumerable<(DateTime From, DateTime To)> In(DateTime from, DateTime to)
    {
        for (var i = Math.Max(0, Index(from.Ticks)); i < _spans.Count && _spans[i].From < to.Ticks; i++)
        {
            var (begin, end) = (Math.Max(_spans[i].From, from.Ticks), Math.Min(_spans[i].To, to.Ticks));
            if (end > begin)
                yield return (new DateTime(begin, DateTimeKind.Utc), new DateTime(end, DateTimeKind.Utc));
        }
    }

    long Before(long instant)
    {
        var index = Index(instant);
        return index < 0 ? 0 : _before[index] + Math.Min(instant, _spans[index].To) - _spans[index].From;
    }

    /// <summary>The last span that begins at or before an instant; -1 for none.</summary>
    int Index(long instant)
    {
        int low = 0, high = _spans.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_spans[middle].From <= instant)
                low = middle + 1;
            else
                high = middle;
        }
        return low - 1;
    }
}
