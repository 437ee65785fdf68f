using JourneyTrace.Catalogues;
using JourneyTrace.Journeys;
using JourneyTrace.Journeys.Shares;
using JourneyTrace.Journeys.Traces;

namespace JourneyTrace.Columns.Rows;

/// <summary>Who and what had a part in a promise: everything in its tree, and the shares of its verdict.</summary>
sealed class PromiseParts
{
    public PromiseParts(PromiseTrace trace, Journey journey)
    {
        Shares = trace.Verdict?.Shares ?? [];
        foreach (var node in Tree.Of(trace.Promise))
        {
            Links.Add(node.Link);
            if (node is not Handoff handoff)
                continue;
            Handoffs.Add(Arrow(handoff));
            if (handoff.Cause is not null)
                Causes.Add(handoff.Cause);
        }
        foreach (var share in Shares)
            Causes.Add(share.Cause);
        if (trace.Verdict is { } verdict)
            RootSide = SideWord(journey.Catalogue.SideOf(verdict.Root.Link));
    }

    public SortedSet<string> Links { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Handoffs { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Causes { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<Share> Shares { get; }

    /// <summary>Of the root link: contact, customer or upstream; null where there is no verdict.</summary>
    public string? RootSide { get; }

    /// <summary>A hand-off by who hands to whom.</summary>
    public static string Arrow(Handoff handoff) => $"{handoff.Requester} → {handoff.Link}";

    static string SideWord(Side side) => side switch
    {
        Side.Front => "contact",
        Side.Customer => "customer",
        _ => "upstream",
    };
}
