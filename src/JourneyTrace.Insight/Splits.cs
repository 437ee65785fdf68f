using JourneyTrace.Catalogues;

namespace JourneyTrace.Insight;

/// <summary>The split from counts: contact staff against upstream, against the customer.</summary>
public static class Splits
{
    /// <param name="counts">Broken promises by the side of their root.</param>
    /// <param name="catalogue">Says which links are contact staff.</param>
    /// <param name="benchmark">A rate of contact staff to compare with; null for none.</param>
    public static SplitAnswer Of(SplitCounts counts, Catalogue catalogue, double? benchmark)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(catalogue);
        var determined = counts.Broken - counts.Undetermined;
        SplitPart Side(long promises) => new(promises, Wilson.Of(promises, determined)?.Rate, Wilson.Of(promises, determined)?.Interval);
        var known = catalogue.Links.Values.Any(link => link.Side == Catalogues.Side.Front);
        // With no link known to be contact staff, none of the trouble can be found to be theirs: that is no zero.
        var contact = known ? Side(counts.Contact) : new SplitPart(0, null, null);
        var compared = benchmark is { } rate && contact.Ci95 is { } ci ? new BenchmarkItem(rate, rate >= ci[0] && rate <= ci[1]) : null;
        return new SplitAnswer(
            counts.Broken, counts.Undetermined, contact, known ? Side(counts.Upstream) : new SplitPart(counts.Upstream, null, null), Side(counts.Customer), compared,
            known ? [] : ["No link is marked as contact staff: put 'side: front' on those that the customer meets, in the catalogue"]);
    }
}
