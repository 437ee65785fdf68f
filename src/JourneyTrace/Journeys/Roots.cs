namespace JourneyTrace.Journeys;

/// <summary>
/// Whether one of the promises that a hand-off hangs on is still to be kept. A promise's end is passed on to what hangs on
/// it, so that asking costs nothing.
/// </summary>
sealed class Roots
{
    List<Roots>? _dependents;
    int _live;

    Roots(int live) => _live = live;

    public bool Live => _live > 0;

    public static Roots OfPromise() => new(1);

    /// <summary>The roots of a hand-off by those of its parents; null where none of them hangs on a promise.</summary>
    public static Roots? Of(List<Node> parents)
    {
        Roots? only = null;
        List<Roots>? several = null;
        foreach (var parent in parents)
        {
            if (parent.Roots is not { } roots || roots == only)
                continue;
            if (only is null)
                only = roots;
            else
                (several ??= [only]).Add(roots);
        }
        return several is null ? only : Union(several);
    }

    public void End()
    {
        _live = 0;
        var ended = new Stack<Roots>([this]);
        while (ended.TryPop(out var roots))
        {
            foreach (var dependent in roots._dependents ?? [])
            {
                if (--dependent._live == 0)
                    ended.Push(dependent);
            }
        }
    }

    static Roots Union(List<Roots> parents)
    {
        var union = new Roots(0);
        foreach (var parent in parents)
        {
            if (!parent.Live)
                continue;
            union._live++;
            (parent._dependents ??= []).Add(union);
        }
        return union;
    }
}
