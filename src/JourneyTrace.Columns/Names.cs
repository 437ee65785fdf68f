using JourneyTrace.Columns.Memory;

namespace JourneyTrace.Columns;

/// <summary>Numbers for names, from 0, each name once. They only grow; any thread may ask.</summary>
sealed class Names
{
    /// <summary>The number of no name.</summary>
    public const int None = -1;

    // Of names that were asked for last: links and causes are asked for again and again, customers seldom.
    const int MostKept = 1024;

    readonly Lock _lock = new();
    readonly Table<char> _text;
    readonly Table<Stretch> _names;
    readonly HashIndex _numbers;
    Kept?[]? _kept;

    /// <param name="blocks">Where they lie.</param>
    public Names(IBlocks? blocks = null)
    {
        blocks ??= OwnBlocks.Instance;
        (_text, _names, _numbers) = (new Table<char>(blocks), new Table<Stretch>(blocks), new HashIndex(blocks, number => Hash(TextOf(number))));
    }

    /// <summary>The name, or null for <see cref="None"/>.</summary>
    public string? this[int number]
    {
        get
        {
            if (number < 0)
                return null;
            var kept = LazyInitializer.EnsureInitialized(ref _kept, () => new Kept?[MostKept]);
            if (Volatile.Read(ref kept[number % MostKept]) is { } known && known.Number == number)
                return known.Name;
            lock (_lock)
            {
                var name = new string(TextOf(number));
                Volatile.Write(ref kept[number % MostKept], new Kept(number, name));
                return name;
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_lock)
                return _names.Count;
        }
    }

    /// <summary>The memory that they take.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _text.Bytes + _names.Bytes + _numbers.Bytes;
        }
    }

    /// <summary>How much of that is no part of the process's own memory.</summary>
    public long MappedBytes
    {
        get
        {
            lock (_lock)
                return _text.MappedBytes + _names.MappedBytes + _numbers.MappedBytes;
        }
    }

    /// <summary>The number of a name, given to it now where it has none.</summary>
    public int Number(string? name) => name is null ? None : Number(name.AsSpan());

    /// <summary>The same.</summary>
    public int Number(ReadOnlySpan<char> name)
    {
        lock (_lock)
            return Known(name) is >= 0 and var known ? known : Added(name);
    }

    /// <summary>The number of a name that a question holds: nothing has the number of one that no case holds.</summary>
    public int Find(string name)
    {
        lock (_lock)
            return Known(name);
    }

    /// <summary>Which of two names comes first (ordinal): less than 0 for the first one.</summary>
    public int Compare(int first, int second)
    {
        lock (_lock)
            return TextOf(first).SequenceCompareTo(TextOf(second));
    }

    const int Unknown = -2;

    int Known(ReadOnlySpan<char> name)
    {
        for (var slot = _numbers.First(Hash(name)); _numbers[slot] is >= 0 and var number; slot = _numbers.After(slot))
        {
            if (name.SequenceEqual(TextOf(number)))
                return number;
        }
        return Unknown;
    }

    int Added(ReadOnlySpan<char> name)
    {
        var number = _names.Count;
        _names.Add(_text.Add(name));
        _numbers.AddNext();
        return number;
    }

    ReadOnlySpan<char> TextOf(int number) => _text.Of(_names[number]);

    static uint Hash(ReadOnlySpan<char> name) => (uint)string.GetHashCode(name, StringComparison.Ordinal);

    sealed record Kept(int Number, string Name);
}
