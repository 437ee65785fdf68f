using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace JourneyTrace.Catalogues;

/// <summary>What the organisation has agreed: its links, their calendars and terms. Immutable; safe to share between threads.</summary>
public sealed class Catalogue
{
    readonly FrozenDictionary<string, Link> _links;
    readonly ConcurrentDictionary<(string From, string To, string Kind), TimeSpan?> _terms = new();

    public Catalogue(IReadOnlyDictionary<string, Link> links, IReadOnlyList<Term> terms, TimeSpan complaintsWithin)
    {
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(terms);
        _links = links.ToFrozenDictionary(StringComparer.Ordinal);
        Terms = terms;
        ComplaintsWithin = complaintsWithin;
    }

    /// <summary>Nothing agreed: every link internal, no terms, complaints answered within 24 hours.</summary>
    public static Catalogue Empty { get; } = new(new Dictionary<string, Link>(StringComparer.Ordinal), [], TimeSpan.FromHours(24));

    public IReadOnlyDictionary<string, Link> Links => _links;

    public IReadOnlyList<Term> Terms { get; }

    /// <summary>How soon a complaint is to be answered.</summary>
    public TimeSpan ComplaintsWithin { get; }

    /// <summary>Words of other systems, and the cause that each stands for. Never a word that is a cause itself.</summary>
    public IReadOnlyDictionary<string, string> Causes { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The cause as it is counted: what the catalogue says that a word of another system stands for, else the word.</summary>
    public string CauseOf(string cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return Causes.Count > 0 && cause.StartsWith("other:", StringComparison.Ordinal) ? Causes.GetValueOrDefault(cause[6..], cause) : cause;
    }

    /// <summary>The side of a link; unknown links are internal, the link named <c>customer</c> is always the customer.</summary>
    public Side SideOf(string link) => link == Link.Customer ? Side.Customer : Find(link).Side;

    /// <summary>The calendar of a link, or null where its time counts around the clock.</summary>
    public Calendar? CalendarOf(string link) => Find(link).Calendar;

    /// <summary>The term that fits closest (to 4, from 2, kind 1; ties: the first listed), or null.</summary>
    public TimeSpan? TermFor(string from, string to, string kind)
    {
        if (Terms.Count == 0)
            return null;
        if (_terms.TryGetValue((from, to, kind), out var known))
            return known;
        var best = BestTermFor(from, to, kind);
        if (_terms.Count < 100_000)
            _terms.TryAdd((from, to, kind), best?.Within);
        return best?.Within;
    }

    /// <summary>The same, with all that it says.</summary>
    public Term? BestTermFor(string from, string to, string kind)
    {
        Term? best = null;
        var weight = -1;
        foreach (var term in Terms)
        {
            var w = term.Weight(from, to, kind);
            if (w > weight)
                (best, weight) = (term, w);
        }
        return best;
    }

    /// <summary>The time between two instants as this link counts it: its working time, or all of it where it has no calendar.</summary>
    public TimeSpan Measure(string link, DateTime from, DateTime to)
    {
        if (to <= from)
            return TimeSpan.Zero;
        return CalendarOf(link) is { } calendar ? calendar.Working(from, to) : to - from;
    }

    Link Find(string link) => _links.GetValueOrDefault(link, Link.Unknown);
}
