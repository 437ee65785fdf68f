using JourneyTrace.Columns.Blocks;
using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>Counts what broke promises, by one key. Not for several threads.</summary>
sealed class HotspotCounter(CaseColumns columns, HotspotKeys keys, Selection selection, Trend trend)
{
    readonly int _unknown = columns.Names.Find("unknown");
    readonly NamedGroups<HotspotSums> _groups = new();
    readonly List<int> _parts = [];
    readonly List<HotspotSums> _charged = [];
    long _promises, _broken, _abandoned, _open, _undetermined;
    Between _before, _from, _to;

    /// <summary>Over the cases from a place on, and before another one.</summary>
    public HotspotBlock Count(int from, int to)
    {
        (_promises, _broken, _abandoned, _open, _undetermined) = (0, 0, 0, 0, 0);
        (_before, _from, _to) = (new(trend.Before.Ticks), new(trend.From.Ticks), new(trend.To.Ticks));
        for (var i = from; i < to; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (!selection.HasKind(facts))
                continue;
            foreach (ref readonly var promise in columns.Promises.Of(facts.Promises))
            {
                if (!selection.Fits(promise))
                    continue;
                _before.See(promise.Due);
                _from.See(promise.Due);
                _to.See(promise.Due);
                var asked = selection.IsDue(promise);
                Serve(facts, promise, asked);
                if (promise.Failed)
                    Charge(facts, promise, i, asked);
                if (asked)
                    Total(promise);
            }
        }
        return new HotspotBlock(_groups.Taken(), _before, _from, _to, _promises, _broken, _abandoned, _open, _undetermined);
    }

    void Total(in PromiseFacts promise)
    {
        _promises++;
        _broken += promise.Fate == Fate.Broken ? 1 : 0;
        _abandoned += promise.Fate == Fate.Abandoned ? 1 : 0;
        _open += promise.Fate == Fate.Open ? 1 : 0;
        _undetermined += promise.Fate == Fate.Broken && promise.RootCause == _unknown ? 1 : 0;
    }

    void Serve(in CaseFacts facts, in PromiseFacts promise, bool asked)
    {
        var (one, now, before) = (asked ? 1 : 0, IsNow(promise) ? 1 : 0, IsBefore(promise) ? 1 : 0);
        foreach (var part in keys.Parts(facts, promise, _parts))
        {
            var key = _groups[part];
            key.Served += one;
            key.ServedNow += now;
            key.ServedBefore += before;
        }
    }

    void Charge(in CaseFacts facts, in PromiseFacts promise, int place, bool asked)
    {
        _charged.Clear();
        var whole = keys.OfPromise(facts, promise);
        var root = keys.OfRoot(promise, whole);
        foreach (ref readonly var share in columns.Shares.Of(promise.Shares))
        {
            var number = keys.OfShare(share, whole);
            if (number == Names.None)
                continue;
            var key = _groups[number];
            if (!key.IsCharged)
            {
                (key.IsCharged, key.Number, key.Part, key.Excess) = (true, number, 0, 0);
                _charged.Add(key);
            }
            key.Part += share.Part;
            key.Excess += share.Excess;
        }
        foreach (var key in _charged)
        {
            key.IsCharged = false;
            key.BrokenNow += IsNow(promise) ? 1 : 0;
            key.BrokenBefore += IsBefore(promise) ? 1 : 0;
            key.EverBefore += promise.Due < trend.Before.Ticks ? 1 : 0;
            if (!asked)
                continue;
            key.Broken++;
            key.Blame += key.Part;
            key.ExcessSeconds += key.Excess;
            key.RootOf += key.Number == root ? 1 : 0;
            key.Rescues += promise.Fate == Fate.Broken && promise.Lateness > 0 && key.Excess >= promise.Lateness ? 1 : 0;
            key.Worth.See(columns, facts, place);
        }
    }

    bool IsNow(in PromiseFacts promise) => promise.Due >= trend.From.Ticks && promise.Due < trend.To.Ticks;

    bool IsBefore(in PromiseFacts promise) => promise.Due >= trend.Before.Ticks && promise.Due < trend.From.Ticks;
}
