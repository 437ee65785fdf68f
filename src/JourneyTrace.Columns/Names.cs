using JourneyTrace.Columns.Memory;

namespace JourneyTrace.Columns;

/// <summary>Numbers for names, from 0, each name once. They only grow; any thread may ask.</summary>
sealed class Names
{
    /// <summary>The number of no name.</summary>
    public const int None = -1;

    // Those that came first are of links, causes and the like, and are asked for again and again; most of the others are of cases and customers.
    const int KeptAsStrings = 4096;

    readonly Lock _lock = new();
    readonly IBlocks _blocks;
    readonly Table<char> _text;
    readonly Table<Stretch> _names;
    readonly HashIndex _numbers;
    string?[] _strings = [];

    /// <param name="blocks">Where they lie.</param>
    public Names(IBlocks? blocks = null)
    {
        _blocks = blocks ?? OwnBlocks.Instance;
        (_text, _names, _numbers) = (new Table<char>(_blocks), new Table<Stretch>(_blocks), new HashIndex(_blocks, number => Hash(TextOf(number))));
    }

    /// <summary>The name, or null for <see cref="None"/>.</summary>
    public string? this[int number]
    {
        get
        {
            if (number < 0)
                return null;
            var strings = Volatile.Read(ref _strings);
            if (number < strings.Length && strings[number] is { } kept)
                return kept;
            lock (_lock)
            {
                var name = new string(TextOf(number));
                Keep(number, name);
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
    public long MappedBytes => _blocks.MappedBytes;

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

    /// <summary>The same of a text.</summary>
    public int Compare(int name, ReadOnlySpan<char> text)
    {
        lock (_lock)
            return TextOf(name).SequenceCompareTo(text);
    }

    /// <summary>Whether a name holds a text, in capitals or not.</summary>
    public bool Holds(int name, ReadOnlySpan<char> text)
    {
        lock (_lock)
            return ((ReadOnlySpan<char>)TextOf(name)).Contains(text, StringComparison.OrdinalIgnoreCase);
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
        _numbers.Add(number);
        return number;
    }

    void Keep(int number, string name)
    {
        if (number >= KeptAsStrings)
            return;
        if (number >= _strings.Length)
        {
            var more = new string?[Math.Min(Math.Max(number + 1, 2 * _strings.Length), KeptAsStrings)];
            _strings.CopyTo(more, 0);
            Volatile.Write(ref _strings, more);
        }
        _strings[number] = name;
    }

    ReadOnlySpan<char> TextOf(int number) => _text.Of(_names[number]);

    static uint Hash(ReadOnlySpan<char> name) => (uint)string.GetHashCode(name, StringComparison.Ordinal);
}
