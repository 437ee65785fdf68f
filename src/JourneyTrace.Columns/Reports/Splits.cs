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
        selection.Each((in CaseFacts _, in PromiseFacts promise) =>
        {
            if (promise.Fate != Fate.Broken)
                return;
            broken++;
            if (promise.RootCause == unknown)
                undetermined++;
            else if (promise.Side == RootSide.Contact)
                contact++;
            else if (promise.Side == RootSide.Upstream)
                upstream++;
            else if (promise.Side == RootSide.Customer)
                customer++;
        });
        return new SplitCounts(broken, contact, upstream, customer, undetermined);
    }
}
