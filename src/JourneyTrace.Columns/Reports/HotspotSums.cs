using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>What is counted of one key.</summary>
sealed class HotspotSums
{
    // While one promise is counted: whether it has a part, and which.
    public bool IsCharged;
    public int Number;
    public double Part, Excess;

    public double Blame, ExcessSeconds;
    public long Served, ServedNow, ServedBefore, Broken, RootOf, Rescues, BrokenNow, BrokenBefore, EverBefore;

    public Worth Worth { get; } = new();

    /// <summary>Those of the same key, over other cases.</summary>
    public void Add(HotspotSums others)
    {
        (Blame, ExcessSeconds) = (Blame + others.Blame, ExcessSeconds + others.ExcessSeconds);
        (Served, ServedNow, ServedBefore) = (Served + others.Served, ServedNow + others.ServedNow, ServedBefore + others.ServedBefore);
        (Broken, RootOf, Rescues) = (Broken + others.Broken, RootOf + others.RootOf, Rescues + others.Rescues);
        (BrokenNow, BrokenBefore, EverBefore) = (BrokenNow + others.BrokenNow, BrokenBefore + others.BrokenBefore, EverBefore + others.EverBefore);
        Worth.Add(others.Worth);
    }

    public KeyCounts Counts(string name) => new(
        name, Served, Broken, Sums.Settled(Blame), RootOf, Sums.Settled(ExcessSeconds), Worth.Customers, Worth.Value, Rescues, ServedNow, BrokenNow, ServedBefore, BrokenBefore,
        EverBefore);
}
