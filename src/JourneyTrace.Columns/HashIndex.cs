using JourneyTrace.Columns.Memory;

namespace JourneyTrace.Columns;

/// <summary>
/// Finds entries, numbered from 0, by their hash: each stands in a slot near to where its hash says, and half of the slots are empty at least. Whoever asks compares the entries with what he looks for.
/// </summary>
/// <param name="blocks">Where the slots lie.</param>
/// <param name="hashOf">The hash of an entry.</param>
sealed class HashIndex(IBlocks blocks, Func<int, uint> hashOf)
{
    const int FirstSlots = 64;

    // 0 for an empty slot, else an entry's number plus 1.
    Block<int> _slots = blocks.Take<int>(FirstSlots);
    int _count;

    /// <summary>The memory that it takes.</summary>
    public long Bytes => _slots.Bytes;

    /// <summary>How much of that lies in a mapped file.</summary>
    public long MappedBytes => _slots.MappedBytes;

    /// <summary>The slot in which an entry of this hash may be, before all others.</summary>
    public int First(uint hash) => (int)((hash * 2654435769u) >> (32 - Bits));

    /// <summary>The slot in which it may be then.</summary>
    public int After(int slot) => (slot + 1) & (_slots.Length - 1);

    /// <summary>The entry in a slot; -1 where none is, and none of that hash comes after it.</summary>
    public int this[int slot] => _slots[slot] - 1;

    /// <summary>Adds the next entry, which is not there.</summary>
    public void AddNext()
    {
        if (2 * (_count + 1) > _slots.Length)
            Grow();
        Put(_count++);
    }

    int Bits => System.Numerics.BitOperations.Log2((uint)_slots.Length);

    void Grow()
    {
        _slots = blocks.Take<int>(checked(_slots.Length * 2));
        for (var entry = 0; entry < _count; entry++)
            Put(entry);
    }

    void Put(int entry)
    {
        var slot = First(hashOf(entry));
        while (_slots[slot] > 0)
            slot = After(slot);
        _slots[slot] = entry + 1;
    }
}
