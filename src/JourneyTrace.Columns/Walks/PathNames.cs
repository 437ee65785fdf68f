namespace JourneyTrace.Columns.Walks;

/// <summary>The order of paths by the names of their steps; the shorter first where one begins like the other.</summary>
sealed class PathNames : IComparer<IReadOnlyList<string>>
{
    public static PathNames Order { get; } = new();

    public int Compare(IReadOnlyList<string>? x, IReadOnlyList<string>? y)
    {
        for (var i = 0; i < Math.Min(x!.Count, y!.Count); i++)
        {
            if (string.CompareOrdinal(x[i], y[i]) is not 0 and var order)
                return order;
        }
        return x.Count - y.Count;
    }
}
