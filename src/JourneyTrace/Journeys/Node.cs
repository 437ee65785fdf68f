namespace JourneyTrace.Journeys;

/// <summary>A promise or a hand-off in the tree that grows from a promise.</summary>
public abstract class Node
{
    List<Handoff>? _children;

    private protected Node(string name, string link, DateTime start, int order)
    {
        Name = name;
        Link = link;
        Start = start;
        Order = order;
    }

    /// <summary>Its name within the case; a new try of a hand-off is <c>h1#2</c>.</summary>
    public string Name { get; }

    /// <summary>Whose time it takes: the promise's maker, or the hand-off's provider.</summary>
    public string Link { get; }

    /// <summary>When it was made or requested, UTC.</summary>
    public DateTime Start { get; }

    /// <summary>When it ended, UTC; null while it has not.</summary>
    public DateTime? End { get; internal set; }

    /// <summary>Place of its making or request in the order of replay.</summary>
    internal int Order { get; }

    /// <summary>Kept, or delivered, completely or not.</summary>
    public abstract bool Fulfilled { get; }

    /// <summary>The hand-offs in its service, in order.</summary>
    public IReadOnlyList<Handoff> Children => _children ?? (IReadOnlyList<Handoff>)[];

    /// <summary>Whose promises it hangs on; null where it hangs on none.</summary>
    internal Roots? Roots { get; private protected set; }

    internal List<Handoff>? ChildList => _children;

    internal void Adopt(Handoff child) => (_children ??= new List<Handoff>(4)).Add(child);
}
