using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>Promises with the links that were asked for their sake: those still open, and those whose outcome is known.</summary>
static class Outcomes
{
    /// <summary>Those due next first.</summary>
    public static IReadOnlyList<OpenRow> Open(CaseColumns columns, Filter filter, int limit)
    {
        var selection = new Selection(columns, filter);
        var byCase = Comparer<int>.Create((x, y) => columns.NameOf(columns.Cases[x]).SequenceCompareTo(columns.NameOf(columns.Cases[y])));
        var byName = Comparer<int>.Create(columns.Names.Compare);
        var open = new List<(long Due, int Name, int Place, int Row)>();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (!selection.HasKind(facts))
                continue;
            var promises = columns.Promises.Of(facts.Promises);
            for (var row = 0; row < promises.Length; row++)
            {
                ref readonly var promise = ref promises[row];
                if (promise.Fate == Fate.Open && selection.Has(promise))
                    open.Add((promise.Due, promise.Name, i, row));
            }
        }
        return
        [
            .. open.OrderBy(o => o.Due).ThenBy(o => o.Place, byCase).ThenBy(o => o.Name, byName).Take(limit)
                .Select(o => OpenRow(columns, columns.Cases[o.Place], columns.Promises.Of(columns.Cases[o.Place].Promises)[o.Row])),
        ];
    }

    /// <summary>The latest of one sort.</summary>
    public static IReadOnlyList<PastRow> Past(CaseColumns columns, string? kind, string promise, int limit)
    {
        var (ofKind, ofName) = (kind is null ? Names.None : columns.Names.Find(kind), columns.Names.Find(promise));
        var past = new List<(long Due, int Place, int Row)>();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (facts.Kind != ofKind)
                continue;
            var promises = columns.Promises.Of(facts.Promises);
            for (var row = 0; row < promises.Length; row++)
            {
                ref readonly var made = ref promises[row];
                if ((made.Name == ofName || made.Sort == ofName) && (made.Fate is Fate.Kept or Fate.Broken))
                    past.Add((made.Due, i, row));
            }
        }
        return [.. past.OrderByDescending(p => p.Due).Take(limit).Select(p => PastRow(columns, columns.Cases[p.Place], columns.Promises.Of(columns.Cases[p.Place].Promises)[p.Row]))];
    }

    static OpenRow OpenRow(CaseColumns columns, in CaseFacts facts, in PromiseFacts promise)
    {
        var (names, (links, times)) = (columns.Names, Asked(columns, facts, promise));
        return new OpenRow(
            new string(columns.NameOf(facts)), names[promise.Name]!, names[facts.Kind], names[promise.Sort]!, names[promise.MadeBy]!, Moments.Instant(promise.Made),
            Moments.Instant(promise.Due), promise.AtRisk, links, times);
    }

    static PastRow PastRow(CaseColumns columns, in CaseFacts facts, in PromiseFacts promise)
    {
        var (links, times) = Asked(columns, facts, promise);
        return new PastRow(
            columns.Names[promise.MadeBy]!, Moments.Instant(promise.Made), Moments.Instant(promise.Due), Moments.Maybe(promise.Ended),
            promise.Fate == Fate.Broken, links, times);
    }

    static (string[] Links, DateTime[] Times) Asked(CaseColumns columns, in CaseFacts facts, in PromiseFacts promise)
    {
        var (links, times) = (new List<string>(), new List<DateTime>());
        foreach (ref readonly var handoff in columns.Handoffs.Of(facts.Handoffs))
        {
            if (handoff.Informs || !columns.Numbers.Of(handoff.Promises).Contains(promise.Name))
                continue;
            links.Add(columns.Names[handoff.To]!);
            times.Add(Moments.Instant(handoff.Requested));
        }
        return ([.. links], [.. times]);
    }
}
