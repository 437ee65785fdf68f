using JourneyTrace.Journeys.Alternatives;
using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>Broken promises whose excess from the dropped shares is at least their lateness: kept, had those kept their terms.</summary>
static class WhatIfs
{
    public static WhatIfCounts Of(CaseColumns columns, IReadOnlyList<Drop> drops, Filter filter, int limit)
    {
        var dropped = drops.Select(d => new Dropped(Number(d.Link), Number(d.Kind), Number(d.Cause), Number(d.Decision), Number(d.Handoff))).ToArray();
        var broken = 0L;
        var touched = new List<WhatIfRow>();
        new Selection(columns, filter).Each((in CaseFacts facts, in PromiseFacts promise) =>
        {
            if (promise.Fate != Fate.Broken)
                return;
            broken++;
            var excess = 0.0;
            foreach (ref readonly var share in columns.Shares.Of(promise.Shares))
                excess += Fits(dropped, share, facts.Kind) ? share.Excess : 0;
            if (excess > 0)
            {
                touched.Add(new WhatIfRow(
                    new string(columns.NameOf(facts)), columns.Names[promise.Name]!, columns.Names[promise.MadeBy]!, promise.Lateness, excess, excess >= promise.Lateness));
            }
        });
        return new WhatIfCounts(broken, touched.LongCount(r => r.Rescued), touched.Count,
            [
                .. touched.OrderByDescending(r => r.Rescued).ThenByDescending(r => r.ExcessSeconds)
                    .ThenBy(r => r.Case, StringComparer.Ordinal).ThenBy(r => r.Promise, StringComparer.Ordinal).Take(limit),
            ]);

        int? Number(string? name) => name is null ? null : columns.Names.Find(name);
    }

    static bool Fits(Dropped[] dropped, in ShareFacts share, int kind)
    {
        foreach (var drop in dropped)
        {
            if ((drop.Link is null || drop.Link == share.Link) && (drop.Kind is null || drop.Kind == kind)
                && (drop.Cause is null || drop.Cause == share.Cause) && (drop.Decision is null || drop.Decision == share.Decision)
                && (drop.Handoff is null || drop.Handoff == share.Arrow))
                return true;
        }
        return false;
    }

    sealed record Dropped(int? Link, int? Kind, int? Cause, int? Decision, int? Handoff);
}
