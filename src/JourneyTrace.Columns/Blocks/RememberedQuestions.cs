namespace JourneyTrace.Columns.Blocks;

/// <summary>What is remembered of a question.</summary>
interface IRemembered
{
    /// <summary>About how many bytes it takes.</summary>
    long Bytes { get; }
}

/// <summary>The questions that were asked last, with what they counted block by block: asked again, they cost what changed. Several threads may ask, while no case changes.</summary>
sealed class RememberedQuestions(CaseColumns columns)
{
    const int MostQuestions = 64;

    // Where a process may take little (a container's limit), less.
    static readonly long MostBytes = Math.Min(64 << 20, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 16);

    readonly Lock _lock = new();
    readonly Dictionary<object, LinkedListNode<(object Question, IRemembered Counts)>> _questions = [];

    // Who was asked last comes first.
    readonly LinkedList<(object Question, IRemembered Counts)> _order = [];

    /// <summary>About how many bytes all of it takes.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _order.Sum(known => known.Counts.Bytes);
        }
    }

    /// <summary>What a question counts over each block.</summary>
    /// <param name="question">Equal where the counts are the same, but for the moments; null for one that is not to be remembered.</param>
    /// <param name="moments">In which it may differ from the same question before.</param>
    /// <param name="count">Counts over the cases from a place on, and before another one.</param>
    public IReadOnlyList<T> Of<T>(object? question, IReadOnlyList<long> moments, Func<int, int, T> count)
        where T : IBlockCount
    {
        if (question is null)
            return new BlockCounts<T>().Of(columns, moments, count);
        var counts = Find<T>(question);
        var blocks = counts.Of(columns, moments, count);
        Forget();
        return blocks;
    }

    BlockCounts<T> Find<T>(object question)
        where T : IBlockCount
    {
        lock (_lock)
        {
            if (_questions.TryGetValue(question, out var known))
                _order.Remove(known);
            else
                _questions.Add(question, known = new LinkedListNode<(object Question, IRemembered Counts)>((question, new BlockCounts<T>())));
            _order.AddFirst(known);
            return (BlockCounts<T>)known.Value.Counts;
        }
    }

    /// <summary>Keeps those that were asked last, as far as there is room; one that is too large is forgotten, and no other for its sake.</summary>
    void Forget()
    {
        lock (_lock)
        {
            var (questions, bytes) = (0, 0L);
            for (var node = _order.First; node is not null;)
            {
                var (next, size) = (node.Next, node.Value.Counts.Bytes);
                if (questions < MostQuestions && bytes + size <= MostBytes)
                {
                    questions++;
                    bytes += size;
                }
                else
                {
                    _order.Remove(node);
                    _questions.Remove(node.Value.Question);
                }
                node = next;
            }
        }
    }
}
