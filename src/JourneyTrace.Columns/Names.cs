namespace JourneyTrace.Columns;

/// <summary>Numbers for names, from 0, each name once. They only grow; any thread may ask.</summary>
sealed class Names
{
    /// <summary>The number of no name.</summary>
    public const int None = -1;

    readonly Lock _lock = new();
    readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _found;
    string[] _names = new string[256];
    long _text;

    public Names() => _found = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The name, or null for <see cref="None"/>.</summary>
    public string? this[int number] => number < 0 ? null : Volatile.Read(ref _names)[number];

    public int Count
    {
        get
        {
            lock (_lock)
                return _numbers.Count;
        }
    }

    /// <summary>About how much memory they take.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _text + ((long)_numbers.Capacity * Room.OfEntry) + ((long)_names.Length * Room.OfReference);
        }
    }

    /// <summary>The number of a name, given to it now where it has none.</summary>
    public int Number(string? name)
    {
        if (name is null)
            return None;
        lock (_lock)
            return _numbers.TryGetValue(name, out var known) ? known : Added(name);
    }

    /// <summary>The same; a name that has a number already is not made a string of its own.</summary>
    public int Number(ReadOnlySpan<char> name)
    {
        lock (_lock)
            return _found.TryGetValue(name, out var known) ? known : Added(new string(name));
    }

    int Added(string name)
    {
        var number = _numbers.Count;
        if (number == _names.Length)
        {
            var more = new string[number * 2];
            _names.CopyTo(more, 0);
            Volatile.Write(ref _names, more);
        }
        _names[number] = name;
        _text += Room.Of(name);
        _numbers.Add(name, number);
        return number;
    }

    /// <summary>The number of a name that a question holds: nothing has the number of one that no case holds.</summary>
    public int Find(string name)
    {
        lock (_lock)
            return _numbers.GetValueOrDefault(name, Unknown);
    }

    const int Unknown = -2;
}
