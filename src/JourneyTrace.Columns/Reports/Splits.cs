using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>Where broken promises are rooted.</summary>
static class Splits
{
    public static SplitCounts Of(CaseColumns columns, Filter filter)
    {
        var selection = new Selection(columns, filter);
        var unknown = columns.Names.Find("unknown");
        long broken = 0, contact = 0, upstream = 0, customer = 0, undetermined = 0;
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (!selection.HasKind(facts))
                continue;
            foreach (ref readonly var promise in columns.Promises.Of(facts.Promises))
            {
                if (promise.Fate != Fate.Broken || !selection.Has(promise))
                    continue;
                broken++;
                if (promise.RootCause == unknown)
                    undetermined++;
                else if (promise.Side == RootSide.Contact)
                    contact++;
                else if (promise.Side == RootSide.Upstream)
                    upstream++;
                else if (promise.Side == RootSide.Customer)
                    customer++;
            }
        }
        return new SplitCounts(broken, contact, upstream, customer, undetermined);
    }
}
