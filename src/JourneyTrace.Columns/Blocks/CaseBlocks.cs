namespace JourneyTrace.Columns.Blocks;

/// <summary>Cases by their place, in blocks: what was counted over one block stays right until a case of it changes.</summary>
sealed class CaseBlocks
{
    const int Shift = 12;

    /// <summary>How many cases lie in a block.</summary>
    public const int Cases = 1 << Shift;

    readonly List<long> _changes = [];

    /// <summary>How many blocks there are.</summary>
    public int Count => _changes.Count;

    /// <summary>How often cases of a block came or changed: the same number means that nothing did.</summary>
    public long ChangesOf(int block) => _changes[block];

    /// <summary>The case at this place came, changed, or counts otherwise than before.</summary>
    public void Changed(int place)
    {
        while (_changes.Count <= place >> Shift)
            _changes.Add(0);
        _changes[place >> Shift]++;
    }
}
