namespace JourneyTrace.Columns;

/// <summary>Keeps the smallest of what it sees.</summary>
sealed class Smallest<T>(int count, IComparer<T> order)
{
    readonly PriorityQueue<T, T> _kept = new(Comparer<T>.Create((x, y) => order.Compare(y, x)));

    /// <summary>The greatest that is kept, once there are enough; what is greater need not be shown.</summary>
    public T? See(T item)
    {
        if (_kept.Count < count)
            _kept.Enqueue(item, item);
        else if (count > 0 && order.Compare(item, _kept.Peek()) < 0)
            _kept.EnqueueDequeue(item, item);
        return _kept.Count < count || count == 0 ? default : _kept.Peek();
    }

    /// <summary>In order.</summary>
    public IReadOnlyList<T> All() => [.. _kept.UnorderedItems.Select(kept => kept.Element).Order(order)];
}
