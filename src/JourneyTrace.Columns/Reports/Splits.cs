using JourneyTrace.Columns.Blocks;
using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>Where broken promises are rooted.</summary>
static class Splits
{
    public static SplitCounts Of(CaseColumns columns, Filter filter)
    {
        var (selection, unknown) = (new Selection(columns, filter), columns.Names.Find("unknown"));
        return columns.Remembered.Of(("split", filter), [], (from, to) => new Block(Count(selection, unknown, from, to))).Select(block => block.Counts).Aggregate(new SplitCounts(0, 0, 0, 0, 0), Sum);
    }

    static SplitCounts Count(Selection selection, int unknown, int from, int to)
    {
        long broken = 0, contact = 0, upstream = 0, customer = 0, undetermined = 0;
        selection.Each(from, to, (in CaseFacts _, in PromiseFacts promise) =>
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

    static SplitCounts Sum(SplitCounts a, SplitCounts b) =>
        new(a.Broken + b.Broken, a.Contact + b.Contact, a.Upstream + b.Upstream, a.Customer + b.Customer, a.Undetermined + b.Undetermined);

    sealed record Block(SplitCounts Counts) : IBlockCount
    {
        public int Bytes => 96;
    }
}
