using System.Runtime.InteropServices;
using JourneyTrace.Events;
using JourneyTrace.Practices;
using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>What a promise, its shares and its root are counted under.</summary>
sealed class HotspotKeys(CaseColumns columns, HotspotKey by, IReadOnlyList<ProcedureVersion> procedures)
{
    readonly Dictionary<int, int> _elements = [];
    readonly List<(int Name, int Kind, long From, long To)> _procedures =
    [
        .. procedures.Select(v => (
            columns.Names.Number(v.Procedure.Procedure), columns.Names.Find(v.Procedure.CaseKind), v.From.Ticks, v.To?.Ticks ?? Moments.Never)),
    ];

    /// <summary>The keys of everything that had a part, each once.</summary>
    /// <param name="own">Where they are put that lie nowhere yet.</param>
    public ReadOnlySpan<int> Parts(in CaseFacts facts, in PromiseFacts promise, List<int> own)
    {
        switch (by)
        {
            case HotspotKey.Link:
                return columns.Numbers.Of(promise.Links);
            case HotspotKey.Handoff:
                return columns.Numbers.Of(promise.Arrows);
            case HotspotKey.Cause:
                return columns.Numbers.Of(promise.Causes);
            case HotspotKey.Decision:
                return columns.Numbers.Of(promise.Decisions);
        }
        own.Clear();
        if (by != HotspotKey.Element)
            Once(own, OfPromise(facts, promise));
        else
        {
            foreach (var cause in columns.Numbers.Of(promise.Causes))
                Once(own, Element(cause));
        }
        return CollectionsMarshal.AsSpan(own);
    }

    /// <summary>What all of a promise is counted under, where the key is not of its parts.</summary>
    public int OfPromise(in CaseFacts facts, in PromiseFacts promise) => by switch
    {
        HotspotKey.Kind => facts.Kind,
        HotspotKey.Segment => facts.Segment,
        HotspotKey.Promise => promise.Sort,
        HotspotKey.Procedure => Procedure(facts.Kind, promise.Made),
        _ => Names.None,
    };

    /// <param name="whole">What <see cref="OfPromise"/> gives.</param>
    public int OfShare(in ShareFacts share, int whole) => by switch
    {
        HotspotKey.Link => share.Link,
        HotspotKey.Handoff => share.Arrow,
        HotspotKey.Cause => share.Cause,
        HotspotKey.Decision => share.Decision,
        HotspotKey.Element => Element(share.Cause),
        _ => whole,
    };

    public int OfRoot(in PromiseFacts promise, int whole) => by switch
    {
        HotspotKey.Link => promise.RootLink,
        HotspotKey.Handoff => RootArrow(promise),
        HotspotKey.Cause => promise.RootCause,
        HotspotKey.Decision => promise.RootDecision,
        HotspotKey.Element => Element(promise.RootCause),
        _ => whole,
    };

    int RootArrow(in PromiseFacts promise)
    {
        foreach (ref readonly var share in columns.Shares.Of(promise.Shares))
        {
            if (share.Link == promise.RootLink && share.Cause == promise.RootCause && share.Decision == promise.RootDecision)
                return share.Arrow;
        }
        return Names.None;
    }

    int Element(int cause)
    {
        if (cause == Names.None)
            return Names.None;
        if (!_elements.TryGetValue(cause, out var element))
            _elements[cause] = element = columns.Names.Number(Elements.Of(columns.Names[cause]!));
        return element;
    }

    int Procedure(int kind, long made)
    {
        foreach (var version in _procedures)
        {
            if (version.Kind == kind && made >= version.From && made < version.To)
                return version.Name;
        }
        return Names.None;
    }

    static void Once(List<int> keys, int key)
    {
        if (key != Names.None && !keys.Contains(key))
            keys.Add(key);
    }
}
