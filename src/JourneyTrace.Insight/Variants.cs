namespace JourneyTrace.Insight;

/// <summary>Variants from counts.</summary>
public static class Variants
{
    /// <param name="row">A path.</param>
    /// <param name="cases">All cases that have one.</param>
    public static VariantItem Of(VariantRow row, long cases)
    {
        ArgumentNullException.ThrowIfNull(row);
        var kept = Wilson.Of(row.Promises - row.Failed, row.Promises);
        return new VariantItem(row.Path, row.Cases, Math.Round((double)row.Cases / cases, 6), row.MedianSeconds, row.Promises, kept?.Rate, kept?.Interval);
    }
}
