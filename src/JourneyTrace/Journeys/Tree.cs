namespace JourneyTrace.Journeys;

/// <summary>Everything in the service of a promise.</summary>
public static class Tree
{
    /// <summary>The promise and all hand-offs below it, each once.</summary>
    public static IEnumerable<Node> Of(Promise promise)
    {
        yield return promise;
        if (promise.ChildList is null)
            yield break;
        var seen = new HashSet<Node>();
        var next = new Stack<Node>([promise]);
        while (next.TryPop(out var node))
        {
            foreach (var child in node.Children)
            {
                if (!seen.Add(child))
                    continue;
                yield return child;
                next.Push(child);
            }
        }
    }
}
