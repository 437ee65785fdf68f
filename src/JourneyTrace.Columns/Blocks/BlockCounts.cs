namespace JourneyTrace.Columns.Blocks;

/// <summary>What one question counted, block by block; only those blocks are counted again of which a case changed, or whose counts are not right for the moments asked about. Several threads may ask, while no case changes.</summary>
sealed class BlockCounts<T> : IRemembered
    where T : IBlockCount
{
    readonly Lock _lock = new();
    readonly List<(long Changes, T Count)> _blocks = [];
    long _bytes;

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>The counts of all blocks, in their order.</summary>
    /// <param name="columns">Where the cases are.</param>
    /// <param name="moments">In which this question may differ from the one before.</param>
    /// <param name="count">Counts over the cases from a place on, and before another one.</param>
    public IReadOnlyList<T> Of(CaseColumns columns, IReadOnlyList<long> moments, Func<int, int, T> count)
    {
        lock (_lock)
        {
            for (var i = 0; i < columns.Blocks.Count; i++)
            {
                var changes = columns.Blocks.ChangesOf(i);
                if (i < _blocks.Count && _blocks[i].Changes == changes && _blocks[i].Count.IsRightFor(moments))
                    continue;
                var from = i * CaseBlocks.Cases;
                var counted = (changes, count(from, Math.Min(from + CaseBlocks.Cases, columns.Cases.Count)));
                if (i < _blocks.Count)
                    _blocks[i] = counted;
                else
                    _blocks.Add(counted);
            }
            Volatile.Write(ref _bytes, _blocks.Sum(block => (long)block.Count.Bytes));
            return [.. _blocks.Select(block => block.Count)];
        }
    }
}
