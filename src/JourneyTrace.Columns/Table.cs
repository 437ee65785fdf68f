using JourneyTrace.Columns.Memory;

namespace JourneyTrace.Columns;

/// <summary>
/// Rows in memory, in blocks that are never moved: a table that grows is not copied. The rows of a stretch lie in one block; a stretch that was
/// given back is taken again by the next one of its length.
/// </summary>
/// <param name="blocks">Where its rows lie.</param>
sealed class Table<T>(IBlocks blocks)
    where T : unmanaged
{
    const int Shift = 12;
    const int BlockRows = 1 << Shift;

    readonly Dictionary<int, Stack<int>> _free = [];
    Block<T>[] _blocks = new Block<T>[1];
    int _end;

    /// <summary>Rows in use.</summary>
    public int Count { get; private set; }

    /// <summary>Rows that were given back, and not taken again.</summary>
    public int Free { get; private set; }

    /// <summary>The memory that its rows take, whether in use or not.</summary>
    public long Bytes { get; private set; }

    /// <summary>How much of that lies in mapped files.</summary>
    public long MappedBytes { get; private set; }

    /// <summary>A row; where nothing was ever given back and rows were added one by one, those from 0 to <see cref="Count"/>.</summary>
    public ref T this[int row] => ref _blocks[row >> Shift][row & (BlockRows - 1)];

    public ReadOnlySpan<T> Of(Stretch stretch) => In(stretch);

    /// <summary>The same, to be written.</summary>
    public Span<T> In(Stretch stretch) => stretch.Count == 0 ? default : _blocks[stretch.From >> Shift].Span(stretch.From & (BlockRows - 1), stretch.Count);

    public void Add(in T row) => In(Take(1))[0] = row;

    public Stretch Add(ReadOnlySpan<T> rows)
    {
        var stretch = Take(rows.Length);
        rows.CopyTo(In(stretch));
        return stretch;
    }

    /// <summary>So many rows beside each other, which hold anything.</summary>
    public Stretch Take(int count)
    {
        if (count == 0)
            return default;
        Count += count;
        if (!_free.TryGetValue(count, out var free) || !free.TryPop(out var from))
            return new Stretch(Room(count), count);
        Free -= count;
        return new Stretch(from, count);
    }

    /// <summary>Nobody asks for these rows any more.</summary>
    public void Give(Stretch stretch)
    {
        if (stretch.Count == 0)
            return;
        Count -= stretch.Count;
        Leave(stretch);
    }

    void Leave(Stretch stretch)
    {
        Free += stretch.Count;
        if (!_free.TryGetValue(stretch.Count, out var free))
            _free.Add(stretch.Count, free = new Stack<int>());
        free.Push(stretch.From);
    }

    int Room(int count)
    {
        var left = -_end & (BlockRows - 1);
        if (count > left && left > 0)
        {
            // It would lie across two blocks.
            Grow(_end, left);
            Leave(new Stretch(_end, left));
            _end += left;
        }
        var from = _end;
        Grow(from, count);
        // One that is longer than a block has a longer one of its own, in place of several.
        _end = checked(_end + (count > BlockRows ? (count + BlockRows - 1) & -BlockRows : count));
        return from;
    }

    /// <summary>Makes the block long enough that these rows lie in: the first one grows by and by, as most tables are small.</summary>
    void Grow(int from, int count)
    {
        var block = from >> Shift;
        if (block >= _blocks.Length)
            Array.Resize(ref _blocks, Math.Max(block + 1, _blocks.Length * 2));
        var rows = (from & (BlockRows - 1)) + count;
        var now = _blocks[block];
        if (now.Length >= rows)
            return;
        var more = blocks.Take<T>(block > 0 ? Math.Max(rows, BlockRows) : Math.Max(rows, Math.Min(Math.Max(now.Length * 2, 64), BlockRows)));
        now.Span(0, now.Length).CopyTo(more.Span(0, now.Length));
        _blocks[block] = more;
        Bytes += more.Bytes - now.Bytes;
        MappedBytes += more.MappedBytes - now.MappedBytes;
    }
}
