using JourneyTrace.Columns.Walks;
using JourneyTrace.Practices;
using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>
/// The hand-offs of the cases that are over, in the order of request, by the version of the procedure that held when they began; the
/// rows without a path sum up a version.
/// </summary>
sealed class Procedures(CaseColumns columns, Selection selection)
{
    const char Separator = '\x1f';

    readonly Groups<int, Way> _versions = new();
    readonly Dictionary<int, Dictionary<int[], Way>> _paths = [];
    readonly int _complaint = columns.Names.Find("complaint");
    readonly List<int> _path = [];

    public static IReadOnlyList<ProcedurePath> Of(CaseColumns columns, Filter filter, IReadOnlyList<ProcedureVersion> versions)
    {
        var procedures = new Procedures(columns, new Selection(columns, filter));
        var held = versions.Select(v => (Kind: columns.Names.Find(v.Procedure.CaseKind), From: v.From.Ticks, To: v.To?.Ticks ?? Moments.Never)).ToArray();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            for (var v = 0; v < held.Length; v++)
            {
                if (held[v].Kind == facts.Kind && facts.Opened >= held[v].From && facts.Opened < held[v].To)
                    procedures.See(facts, v);
            }
        }
        return procedures.Result();
    }

    void See(in CaseFacts facts, int version)
    {
        if (!IsOver(facts) || !selection.Has(facts))
            return;
        var tally = new Tally();
        tally.See(columns, selection, facts);
        _path.Clear();
        var (first, last) = (Moments.Never, long.MinValue);
        foreach (ref readonly var handoff in columns.Handoffs.Of(facts.Handoffs))
        {
            if (handoff.Informs || handoff.Kind == _complaint)
                continue;
            _path.Add(handoff.To);
            _path.Add(handoff.Kind);
            first = Math.Min(first, handoff.Requested);
            last = handoff.Ended == Moments.Never ? last : Math.Max(last, handoff.Ended);
        }
        double? seconds = last == long.MinValue ? null : Moments.Seconds(first, last);
        _versions[version].See(tally, seconds);
        WayOf(version).See(tally, seconds);
    }

    Way WayOf(int version)
    {
        if (!_paths.TryGetValue(version, out var ways))
            _paths[version] = ways = new Dictionary<int[], Way>(new Paths());
        var known = ways.GetAlternateLookup<ReadOnlySpan<int>>();
        var path = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_path);
        if (!known.TryGetValue(path, out var way))
            known[path] = way = new Way();
        return way;
    }

    bool IsOver(in CaseFacts facts)
    {
        if (facts.Closed)
            return true;
        foreach (ref readonly var promise in columns.Promises.Of(facts.Promises))
        {
            if (promise.Ended == Moments.Never)
                return false;
        }
        return facts.Promises.Count > 0;
    }

    IReadOnlyList<ProcedurePath> Result() =>
    [
        .. _versions.All.OrderBy(v => v.Key).SelectMany(v => _paths[v.Key]
            .Select(p => p.Value.Counts(v.Key, NamesOf(p.Key)))
            .OrderByDescending(p => p.Cases).ThenBy(p => p.Path!, PathNames.Order)
            .Prepend(v.Value.Counts(v.Key, null))),
    ];

    string[] NamesOf(int[] path) =>
        [.. path.Chunk(2).Select(stop => string.Concat(columns.Names[stop[0]], Separator.ToString(), columns.Names[stop[1]]))];

    sealed class Way
    {
        readonly List<double> _seconds = [];
        long _cases, _promises, _failed;

        public void See(in Tally tally, double? seconds)
        {
            _cases++;
            (_promises, _failed) = (_promises + tally.Promises, _failed + tally.Failed);
            if (seconds is { } taken)
                _seconds.Add(taken);
        }

        public ProcedurePath Counts(int version, string[]? path) =>
            new(version, path, _cases, _promises, _failed, Quantile.Of(_seconds, 0.5), _seconds.Count);
    }
}
