using System.Runtime.InteropServices;

namespace JourneyTrace.Columns;

/// <summary>What is counted, told apart by a key.</summary>
sealed class Groups<TKey, T>
    where TKey : notnull
    where T : new()
{
    readonly Dictionary<TKey, T> _groups = [];

    public int Count => _groups.Count;

    public IEnumerable<KeyValuePair<TKey, T>> All => _groups;

    /// <summary>The group of a key, made now where there is none.</summary>
    public T this[TKey key]
    {
        get
        {
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, key, out _);
            return group ??= new T();
        }
    }

    public T? Find(TKey key) => _groups.GetValueOrDefault(key);

    public void Clear() => _groups.Clear();
}

/// <summary>The same for names, which are numbers: those that came first, as the names of links and causes do, are found without looking them up.</summary>
sealed class NamedGroups<T>
    where T : class, new()
{
    const int First = 1024;

    readonly T?[] _first = new T?[First];
    readonly Groups<int, T> _others = new();

    public IEnumerable<KeyValuePair<int, T>> All => _first.Index().Where(group => group.Item is not null).Select(group => KeyValuePair.Create(group.Index, group.Item!)).Concat(_others.All);

    /// <summary>The group of a name, made now where there is none.</summary>
    public T this[int name] => (uint)name < First ? _first[name] ??= new T() : _others[name];

    /// <summary>All of them, of which nothing is left here.</summary>
    public KeyValuePair<int, T>[] Taken()
    {
        var all = All.ToArray();
        Array.Clear(_first);
        _others.Clear();
        return all;
    }
}

/// <summary>Counts different cases, which come one after the other.</summary>
struct CaseCounter
{
    long _last;

    public long Count { get; private set; }

    /// <param name="place">Of the case; never smaller than the last one.</param>
    public void See(int place)
    {
        if (_last == place + 1)
            return;
        _last = place + 1;
        Count++;
    }
}
