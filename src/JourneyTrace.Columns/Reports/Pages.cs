using JourneyTrace.Columns.Blocks;
using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>Which cases and promises stand on a page of a list.</summary>
static class Pages
{
    /// <summary>Broken or abandoned.</summary>
    const string Failed = "failed";

    // Each block remembers as many.
    const int MostRemembered = 200;

    static readonly Comparer<PromisePlace> Order = Comparer<PromisePlace>.Create(InOrder);

    /// <summary>The numbers of the cases, in the order of their names.</summary>
    public static long[] Cases(CaseColumns columns, CaseQuery query, string? after, int limit)
    {
        var selection = new Selection(columns, query.Filter);
        var order = columns.ByName.InOrder();
        var page = new List<long>();
        for (var i = after is null ? 0 : columns.ByName.After(after); i < order.Length && page.Count < limit; i++)
        {
            ref readonly var facts = ref columns.Cases[order[i]];
            if ((query.Status is not { } status || Is(status, facts))
                && (query.Search is not { } search || columns.NameOf(facts).Contains(search, StringComparison.OrdinalIgnoreCase))
                && (query.AtRisk is not { } risk || risk == IsAtRisk(columns, facts))
                && selection.Has(facts))
                page.Add(facts.Number);
        }
        return [.. page];
    }

    /// <summary>The places of the promises, by due time, case and name.</summary>
    public static IReadOnlyList<PromisePlace> Promises(CaseColumns columns, PromiseQuery query, PromisePlace? after, int limit)
    {
        var selection = new Selection(columns, query.Filter);
        // Where a list begins is asked again and again; a whole list is not.
        if (after is not null || limit > MostRemembered)
            return Promises(columns, query, selection, after, limit, 0, columns.Cases.Count);
        var page = new Smallest<PromisePlace>(limit, Order);
        foreach (var place in columns.Remembered.Of(("promises", query, limit), [], (from, to) => new Block(Promises(columns, query, selection, null, limit, from, to))).SelectMany(block => block.Places))
            page.See(place);
        return page.All();
    }

    /// <summary>The same, of the cases from a place on, and before another one.</summary>
    static IReadOnlyList<PromisePlace> Promises(CaseColumns columns, PromiseQuery query, Selection selection, PromisePlace? after, int limit, int from, int to)
    {
        var page = new Smallest<PromisePlace>(limit, Order);
        var wanted = query.Status is null or Failed ? (Fate?)null : Words.Fate(query.Status);
        var failed = query.Status == Failed;
        var since = after?.Due.Ticks ?? long.MinValue;
        var last = Moments.Never;
        for (var i = from; i < to; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (!selection.HasKind(facts))
                continue;
            foreach (ref readonly var promise in columns.Promises.Of(facts.Promises))
            {
                if (promise.Due < since || promise.Due > last || wanted is { } fate && promise.Fate != fate || failed && !promise.Failed)
                    continue;
                if (query.AtRisk is { } risk && risk != promise.AtRisk || !selection.Has(promise))
                    continue;
                var place = new PromisePlace(Moments.Instant(promise.Due), facts.Number, columns.Names[promise.Name]!);
                if (after is null || Order.Compare(place, after) > 0)
                    last = page.See(place)?.Due.Ticks ?? last;
            }
        }
        return page.All();
    }

    static bool Is(string status, in CaseFacts facts) => status switch
    {
        "none" => !facts.Promised,
        Failed => facts.Promised && facts.Status is Fate.Broken or Fate.Abandoned,
        _ => facts.Promised && status == Words.Of(facts.Status),
    };

    static int InOrder(PromisePlace x, PromisePlace y)
    {
        if (x.Due != y.Due)
            return x.Due.CompareTo(y.Due);
        return x.Case != y.Case ? x.Case.CompareTo(y.Case) : string.CompareOrdinal(x.Promise, y.Promise);
    }

    static bool IsAtRisk(CaseColumns columns, in CaseFacts facts)
    {
        foreach (ref readonly var promise in columns.Promises.Of(facts.Promises))
        {
            if (promise.AtRisk)
                return true;
        }
        return false;
    }

    sealed record Block(IReadOnlyList<PromisePlace> Places) : IBlockCount
    {
        public int Bytes => 64 + (56 * Places.Count);
    }
}
