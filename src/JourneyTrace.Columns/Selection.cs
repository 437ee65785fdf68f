using JourneyTrace.Events;
using JourneyTrace.Storage;

namespace JourneyTrace.Columns;

/// <summary>A filter over the columns: which promises and which cases it is about.</summary>
sealed class Selection
{
    public delegate void Seen(in CaseFacts facts, in PromiseFacts promise);

    readonly CaseColumns _columns;
    readonly long _from, _to;
    readonly int? _link, _kind, _segment, _promise, _cause, _decision;
    readonly int? _handoff;
    readonly string? _element;

    // Who may hand to whom by that name: more than one pair only where links' names hold an arrow themselves.
    readonly (int From, int To)[] _ends;
    readonly Dictionary<int, bool> _inElement = [];
    readonly bool _ofPromises, _ofServed;

    public Selection(CaseColumns columns, Filter filter)
    {
        _columns = columns;
        (_from, _to) = (filter.From?.Ticks ?? long.MinValue, filter.To?.Ticks ?? Moments.Never);
        (_link, _kind, _segment) = (Number(filter.Link), Number(filter.Kind), Number(filter.Segment));
        (_promise, _cause, _decision) = (Number(filter.Promise), Number(filter.Cause), Number(filter.Decision));
        (_handoff, _element) = (Number(filter.Handoff), filter.Element);
        _ends = filter.Handoff is { } handoff ? [.. Ends(handoff)] : [];
        _ofServed = filter is not { From: null, To: null, Promise: null, Cause: null, Decision: null, Element: null };
        _ofPromises = _ofServed || filter.Link is not null;
    }

    int? Number(string? name) => name is null ? null : _columns.Names.Find(name);

    IEnumerable<(int From, int To)> Ends(string handoff)
    {
        const string arrow = " → ";
        for (var at = handoff.IndexOf(arrow, StringComparison.Ordinal); at >= 0; at = handoff.IndexOf(arrow, at + 1, StringComparison.Ordinal))
            yield return (_columns.Names.Find(handoff[..at]), _columns.Names.Find(handoff[(at + arrow.Length)..]));
    }

    /// <summary>Whether the case is of the kind and the segment.</summary>
    public bool HasKind(in CaseFacts facts) => (_kind is null || facts.Kind == _kind) && (_segment is null || facts.Segment == _segment);

    /// <summary>Whether a promise of a case that <see cref="HasKind"/> fits, whenever it is due.</summary>
    public bool Fits(in PromiseFacts promise) =>
        (_promise is not { } name || promise.Name == name || promise.Sort == name)
        && (_link is not { } link || _columns.Numbers.Of(promise.Links).Contains(link))
        && (_cause is not { } cause || _columns.Numbers.Of(promise.Causes).Contains(cause))
        && (_decision is not { } decision || _columns.Numbers.Of(promise.Decisions).Contains(decision))
        && (_handoff is not { } handoff || _columns.Numbers.Of(promise.Arrows).Contains(handoff))
        && (_element is null || HasElement(promise));

    public bool IsDue(in PromiseFacts promise) => promise.Due >= _from && promise.Due < _to;

    /// <summary>Whether a promise of a case that <see cref="HasKind"/> is asked about.</summary>
    public bool Has(in PromiseFacts promise) => IsDue(promise) && Fits(promise);

    /// <summary>Whether the case is asked about: it is of the kind, and has a promise that is asked about where any is named.</summary>
    public bool Has(in CaseFacts facts)
    {
        if (!HasKind(facts) || _handoff is not null && !Happened(facts))
            return false;
        if (!_ofPromises)
            return true;
        foreach (ref readonly var promise in _columns.Promises.Of(facts.Promises))
        {
            if (Has(promise))
                return true;
        }
        return false;
    }

    /// <summary>Sees every promise that is asked about, case by case.</summary>
    public void Each(Seen see) => Each(0, _columns.Cases.Count, see);

    /// <summary>The same, of the cases from a place on, and before another one.</summary>
    public void Each(int from, int to, Seen see)
    {
        for (var i = from; i < to; i++)
        {
            ref readonly var facts = ref _columns.Cases[i];
            if (!HasKind(facts))
                continue;
            foreach (ref readonly var promise in _columns.Promises.Of(facts.Promises))
            {
                if (Has(promise))
                    see(facts, promise);
            }
        }
    }

    /// <summary>Whether what passes between two links is asked about, as far as the links go.</summary>
    public bool IsBetween(int from, int to) =>
        (_link is not { } link || from == link || to == link) && (_handoff is null || Array.IndexOf(_ends, (from, to)) >= 0);

    /// <summary>
    /// Whether a hand-off of a case that <see cref="HasKind"/> is asked about: it is between the links that are named, and where anything is said of
    /// promises, it served one that fits.
    /// </summary>
    public bool Has(in CaseFacts facts, in HandoffFacts handoff) => IsBetween(handoff.From, handoff.To) && (!_ofServed || Serves(facts, handoff));

    bool Serves(in CaseFacts facts, in HandoffFacts handoff)
    {
        var served = _columns.Numbers.Of(handoff.Promises);
        if (served.IsEmpty)
            return false;
        foreach (ref readonly var promise in _columns.Promises.Of(facts.Promises))
        {
            if (served.Contains(promise.Name) && Has(promise))
                return true;
        }
        return false;
    }

    bool Happened(in CaseFacts facts)
    {
        foreach (ref readonly var handoff in _columns.Handoffs.Of(facts.Handoffs))
        {
            if (Array.IndexOf(_ends, (handoff.From, handoff.To)) >= 0)
                return true;
        }
        return false;
    }

    bool HasElement(in PromiseFacts promise)
    {
        foreach (var cause in _columns.Numbers.Of(promise.Causes))
        {
            if (!_inElement.TryGetValue(cause, out var belongs))
                _inElement[cause] = belongs = Elements.Of(_columns.Names[cause]!) == _element;
            if (belongs)
                return true;
        }
        return false;
    }

}
