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
        var link = shares
            .GroupBy(share => share.Link, StringComparer.Ordinal)
            .OrderByDescending(group => group.Sum(share => share.Excess.Ticks))
            .ThenBy(group => group.Min(share => share.Since))
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .First();
        return link.OrderByDescending(share => share.Excess.Ticks).ThenBy(share => share.Since).First();
    }

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
