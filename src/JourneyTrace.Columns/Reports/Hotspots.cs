using JourneyTrace.Practices;
using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>What broke promises, by one key.</summary>
sealed class Hotspots
{
    readonly CaseColumns _columns;
    readonly HotspotKeys _keys;
    readonly Trend _trend;
    readonly NamedGroups<Key> _groups = new();
    readonly List<int> _parts = [];
    readonly List<Key> _charged = [];
    long _promises, _broken, _abandoned, _open, _undetermined;

    Hotspots(CaseColumns columns, HotspotKeys keys, Trend trend) => (_columns, _keys, _trend) = (columns, keys, trend);

    public static HotspotCounts Of(CaseColumns columns, HotspotKey by, Filter filter, Trend trend, IReadOnlyList<ProcedureVersion> procedures)
    {
        var hotspots = new Hotspots(columns, new HotspotKeys(columns, by, procedures), trend);
        hotspots.Count(new Selection(columns, filter));
        return hotspots.Result();
    }

    void Count(Selection selection)
    {
        var unknown = _columns.Names.Find("unknown");
        for (var i = 0; i < _columns.Cases.Count; i++)
        {
            ref readonly var facts = ref _columns.Cases[i];
            if (!selection.HasKind(facts))
                continue;
            foreach (ref readonly var promise in _columns.Promises.Of(facts.Promises))
            {
                if (!selection.Fits(promise))
                    continue;
                var asked = selection.IsDue(promise);
                Serve(facts, promise, asked);
                if (promise.Failed)
                    Charge(facts, promise, i, asked);
                if (asked)
                    Total(promise, unknown);
            }
        }
    }

    void Total(in PromiseFacts promise, int unknown)
    {
        _promises++;
        _broken += promise.Fate == Fate.Broken ? 1 : 0;
        _abandoned += promise.Fate == Fate.Abandoned ? 1 : 0;
        _open += promise.Fate == Fate.Open ? 1 : 0;
        _undetermined += promise.Fate == Fate.Broken && promise.RootCause == unknown ? 1 : 0;
    }

    void Serve(in CaseFacts facts, in PromiseFacts promise, bool asked)
    {
        var (one, now, before) = (asked ? 1 : 0, IsNow(promise) ? 1 : 0, IsBefore(promise) ? 1 : 0);
        foreach (var part in _keys.Parts(facts, promise, _parts))
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
        var whole = _keys.OfPromise(facts, promise);
        var root = _keys.OfRoot(promise, whole);
        foreach (ref readonly var share in _columns.Shares.Of(promise.Shares))
        {
            var number = _keys.OfShare(share, whole);
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
            key.EverBefore += promise.Due < _trend.Before.Ticks ? 1 : 0;
            if (!asked)
                continue;
            key.Broken++;
            key.Blame += key.Part;
            key.ExcessSeconds += key.Excess;
            key.RootOf += key.Number == root ? 1 : 0;
            key.Rescues += promise.Fate == Fate.Broken && promise.Lateness > 0 && key.Excess >= promise.Lateness ? 1 : 0;
            key.Worth.See(_columns, facts, place);
        }
    }

    bool IsNow(in PromiseFacts promise) => promise.Due >= _trend.From.Ticks && promise.Due < _trend.To.Ticks;

    bool IsBefore(in PromiseFacts promise) => promise.Due >= _trend.Before.Ticks && promise.Due < _trend.From.Ticks;

    HotspotCounts Result() => new(
        [
            .. _groups.All.Where(g => g.Value.Served > 0).Select(g => g.Value.Counts(_columns.Names[g.Key]!))
                .OrderByDescending(k => k.Blame).ThenBy(k => k.Key, StringComparer.Ordinal),
        ],
        _promises, _broken, _abandoned, _open, _undetermined);

    sealed class Key
    {
        public bool IsCharged;
        public int Number;
        public double Part, Excess, Blame, ExcessSeconds;
        public long Served, ServedNow, ServedBefore, Broken, RootOf, Rescues, BrokenNow, BrokenBefore, EverBefore;

        public Worth Worth { get; } = new();

        public KeyCounts Counts(string name) => new(
            name, Served, Broken, Blame, RootOf, ExcessSeconds, Worth.Customers, Worth.Value, Rescues, ServedNow, BrokenNow, ServedBefore, BrokenBefore,
            EverBefore);
    }
}
