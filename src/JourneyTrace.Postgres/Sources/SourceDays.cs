namespace JourneyTrace.Postgres.Sources;

/// <summary>What each source sent, by day. Days of one source may be added to again.</summary>
sealed class SourceDays
{
    // A clock is judged by the last week that it was heard of: it may have been set right, or have gone wrong, since.
    const int Recent = 7;

    readonly Dictionary<string, Dictionary<DateOnly, SourceDay>> _sources = new(StringComparer.Ordinal);

    public IEnumerable<string> Sources => _sources.Keys;

    public SourceDays()
    {
    }

    SourceDays(SourceDays from)
    {
        foreach (var (source, days) in from._sources)
            _sources.Add(source, new Dictionary<DateOnly, SourceDay>(days));
    }

    public SourceDays Copy() => new(this);

    public void Add(string source, DateOnly day, SourceDay sent)
    {
        if (!_sources.TryGetValue(source, out var days))
            _sources.Add(source, days = []);
        days[day] = days.TryGetValue(day, out var known) ? known.With(sent) : sent;
    }

    /// <summary>All that a source sent, and what of it in the last week that it was heard of; null where it sent nothing.</summary>
    public (SourceDay All, SourceDay Lately)? Of(string source)
    {
        if (!_sources.TryGetValue(source, out var days))
            return null;
        var last = days.Keys.Max();
        return (Sum(days.Values), Sum(days.Where(day => day.Key > last.AddDays(-Recent)).Select(day => day.Value)));
    }

    static SourceDay Sum(IEnumerable<SourceDay> days) => days.Aggregate((all, day) => all.With(day));
}
