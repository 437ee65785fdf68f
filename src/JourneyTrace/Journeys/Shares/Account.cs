using JourneyTrace.Journeys.Paths;

namespace JourneyTrace.Journeys.Shares;

/// <summary>What one node held on the path, and what its budget leaves unpaid. Times as the node's link counts them, in ticks.</summary>
sealed class Account
{
    readonly List<(Segment Segment, long Ticks)> _pieces = new(1);

    public long Held { get; private set; }

    /// <summary>Held time without what was refused or incomplete.</summary>
    public long Served { get; private set; }

    /// <summary>Held time that was work or the customer's.</summary>
    public long Worked { get; private set; }

    /// <summary>Own allowance; null for an open-ended node.</summary>
    public long? Allowance { get; init; }

    public IReadOnlyList<(Segment Segment, long Ticks)> Pieces => _pieces;

    public void Add(Segment segment, long ticks)
    {
        _pieces.Add((segment, ticks));
        Held += ticks;
        if (!segment.Unserved)
            Served += ticks;
        if (segment.Phase is Phase.Work or Phase.Customer)
            Worked += ticks;
    }

    /// <summary>
    /// What the budget does not pay, piece by piece: it pays work and the customer's time first, then queue, then
    /// obstacles, then silence, and within these what began first; never what was refused or incomplete.
    /// </summary>
    public IEnumerable<(Segment Segment, long Ticks)> Unpaid(long budget)
    {
        var inTurn = _pieces.Count == 1 ? _pieces : [.. _pieces.OrderBy(piece => Turn(piece.Segment)).ThenBy(piece => piece.Segment.From)];
        foreach (var (segment, ticks) in inTurn)
        {
            var paid = segment.Unserved ? 0 : Math.Min(budget, ticks);
            budget -= paid;
            if (ticks > paid)
                yield return (segment, ticks - paid);
        }
    }

    static int Turn(Segment segment) => segment.Phase switch
    {
        Phase.Work or Phase.Customer => 0,
        Phase.Queue => 1,
        Phase.Obstacle => 2,
        _ => 3,
    };
}
