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
            foreach (var (cause, decision) in journey.Met(node))
                Because(cause, decision);
            if (node is not Handoff handoff)
                continue;
            Handoffs.Add(handoff.Between);
            Because(handoff.Cause, handoff.Decision);
        }
        foreach (var share in Shares)
            Because(share.Cause, share.Decision);
        if (trace.Verdict is { } verdict)
            RootSide = SideWord(journey.Catalogue.SideOf(verdict.Root.Link));
    }

    public SortedSet<string> Links { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Handoffs { get; } = new(StringComparer.Ordinal);

    /// <summary>What stood in the way anywhere in the tree, whether it cost time or not.</summary>
    public SortedSet<string> Causes { get; } = new(StringComparer.Ordinal);

    /// <summary>What of that somebody decided.</summary>
    public SortedSet<string> Decisions { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<Share> Shares { get; }

    /// <summary>Of the root link: contact, customer or upstream; null where there is no verdict.</summary>
    public string? RootSide { get; }

    void Because(string? cause, string? decision)
    {
        if (cause is not null)
            Causes.Add(cause);
        if (decision is not null)
            Decisions.Add(decision);
    }

    static string SideWord(Side side) => side switch
    {
        Side.Front => "contact",
        Side.Customer => "customer",
        _ => "upstream",
    };
}
