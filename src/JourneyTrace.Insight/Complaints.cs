namespace JourneyTrace.Insight;

/// <summary>The funnel from counts.</summary>
static class Complaints
{
    /// <param name="managementKnown">Whether any link is of the management's side.</param>
    public static FunnelAnswer Of(IReadOnlyList<ComplaintCounts> counts, bool managementKnown)
    {
        var voiced = counts.Sum(c => c.Voiced);
        var reached = counts.Sum(c => c.ReachedManagement);
        var visible = managementKnown ? Wilson.Of(reached, voiced) : null;
        return new FunnelAnswer(
            voiced, counts.Sum(c => c.Registered), counts.Sum(c => c.PassedOn), reached, counts.Sum(c => c.Resolved), visible?.Rate, visible?.Interval,
            [
                .. counts.Where(c => c.LostAfter is not null).Select(c => new LostComplaints(c.LastLink, c.LostAfter!, c.Voiced))
                    .GroupBy(c => (c.Link, c.After)).Select(g => new LostComplaints(g.Key.Link, g.Key.After, g.Sum(c => c.Count)))
                    .OrderByDescending(c => c.Count).ThenBy(c => c.Link, StringComparer.Ordinal).ThenBy(c => c.After, StringComparer.Ordinal),
            ],
            [.. counts.GroupBy(c => c.HeardBy, StringComparer.Ordinal).Select(Heard).OrderByDescending(h => h.Voiced).ThenBy(h => h.Link, StringComparer.Ordinal)],
            [.. Missing(counts, voiced, managementKnown)]);
    }

    static HeardComplaints Heard(IGrouping<string, ComplaintCounts> link)
    {
        var voiced = link.Sum(c => c.Voiced);
        return new HeardComplaints(
            link.Key, voiced, link.Sum(c => c.Registered), link.Sum(c => c.PassedOn), link.Sum(c => c.ReachedManagement), link.Sum(c => c.Resolved),
            voiced == 0 ? null : Math.Round((double)link.Sum(c => c.Levels) / voiced, 3));
    }

    static IEnumerable<string> Missing(IReadOnlyList<ComplaintCounts> counts, long voiced, bool managementKnown)
    {
        if (voiced > 0 && counts.All(c => c.Registered == 0))
            yield return "No complaint was put on record, or nobody told: send complaint.registered";
        if (voiced > 0 && counts.All(c => c.PassedOn == 0))
            yield return "No complaint was passed on, or nobody told: send handoff.requested of kind complaint";
        if (voiced == 0)
            yield return "No complaint was told: send complaint.voiced when a customer complains, complaint.registered when it is put on record, handoff.requested of kind complaint when it is passed on";
        if (!managementKnown)
            yield return "No link is marked as management: put 'side: management' on those that decide, with PUT /v1/catalogue";
    }
}
