using JourneyTrace.Catalogues;

namespace JourneyTrace.Journeys.Shares;

/// <summary>The time a hand-off may take: its own word, or the catalogue's term. Source: docs/replay.md, section 5.</summary>
static class Allowance
{
    /// <summary>As the provider counts time; null for what is open-ended: no term, or a link of the customer's side.</summary>
    public static TimeSpan? Of(Handoff handoff, Catalogue catalogue) =>
        catalogue.SideOf(handoff.Link) == Side.Customer ? null : Agreed(handoff, catalogue);

    static TimeSpan? Agreed(Handoff handoff, Catalogue catalogue)
    {
        if (handoff.Request.Within is { } within)
            return within;
        return handoff.Request.Due is { } due
            ? catalogue.Measure(handoff.Link, handoff.Start, due)
            : catalogue.TermFor(handoff.Requester, handoff.Link, handoff.Kind);
    }
}
