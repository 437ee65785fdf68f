using JourneyTrace.Journeys.Paths;
using JourneyTrace.Journeys.Shares;

namespace JourneyTrace.Journeys.Traces;

/// <summary>For a promise not kept in time: whose time it was, cause by cause, in shares that add up to 1.</summary>
/// <param name="Root">The largest share of the link with the largest sum of shares.</param>
/// <param name="ContactShare">Part of the front links, 0 to 1.</param>
/// <param name="CustomerShare">Part of the customer's own side, 0 to 1.</param>
/// <param name="Shares">The largest first.</param>
/// <param name="Path">Whose time each moment from the making to the end was.</param>
public sealed record Verdict(
    Share Root, double ContactShare, double CustomerShare, IReadOnlyList<Share> Shares, IReadOnlyList<Segment> Path)
{
    /// <summary>The rest: neither contact staff nor customer.</summary>
    public double UpstreamShare => Math.Round(1 - ContactShare - CustomerShare, 4);

    internal static Verdict Of(Promise promise, Journey journey, bool abandoned)
    {
        var path = PathWalk.Of(promise, journey);
        var shares = Division.Of(promise, journey, path, abandoned);
        return new Verdict(
            RootOf(shares), Part(shares, journey, Catalogues.Side.Front), Part(shares, journey, Catalogues.Side.Customer),
            shares, path.Segments);
    }

    static Share RootOf(IReadOnlyList<Share> shares)
    {
        if (shares.Count == 1)
            return shares[0];
        var links = new Dictionary<string, (long Ticks, DateTime Since, Share Largest)>(StringComparer.Ordinal);
        foreach (var share in shares)
        {
            links[share.Link] = links.TryGetValue(share.Link, out var sum)
                ? (sum.Ticks + share.Excess.Ticks, sum.Since < share.Since ? sum.Since : share.Since, Larger(sum.Largest, share))
                : (share.Excess.Ticks, share.Since, share);
        }
        return links.Values
            .OrderByDescending(sum => sum.Ticks).ThenBy(sum => sum.Since).ThenBy(sum => sum.Largest.Link, StringComparer.Ordinal)
            .First().Largest;
    }

    static Share Larger(Share one, Share next) =>
        next.Excess > one.Excess || next.Excess == one.Excess && next.Since < one.Since ? next : one;

    static double Part(IReadOnlyList<Share> shares, Journey journey, Catalogues.Side side)
    {
        var sum = 0.0;
        foreach (var share in shares)
        {
            if (journey.Catalogue.SideOf(share.Link) == side)
                sum += share.Fraction;
        }
        return Math.Round(sum, 4);
    }
}
