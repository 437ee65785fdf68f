using System.Collections.Concurrent;

namespace JourneyTrace.Postgres;

/// <summary>
/// The small numbers that stand for names in the log, as they are known to be on disk: what a transaction gave out is remembered after its commit, since
/// a crash before that takes it back. Numbers never change. Remembers what was used of late, in two generations: when the younger one is full, the older
/// one is forgotten.
/// </summary>
sealed class NameNumbers
{
    const int Generation = 50_000;

    ConcurrentDictionary<string, long> _young = New();
    ConcurrentDictionary<string, long> _old = New();
    int _youngCount;

    /// <summary>The numbers of all names; null where one of them is not known.</summary>
    public Dictionary<string, long>? Find(IEnumerable<string> names)
    {
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (found.ContainsKey(name))
                continue;
            if (!TryFind(name, out var number))
                return null;
            found.Add(name, number);
        }
        return found;
    }

    /// <summary>What was committed.</summary>
    public void Remember(IEnumerable<(string Name, long Number)> names)
    {
        foreach (var (name, number) in names)
            Remember(name, number);
    }

    bool TryFind(string name, out long number)
    {
        if (_young.TryGetValue(name, out number))
            return true;
        if (!_old.TryGetValue(name, out number))
            return false;
        Remember(name, number);
        return true;
    }

    void Remember(string name, long number)
    {
        // A dictionary that counts itself stops everybody who uses it.
        if (!_young.TryAdd(name, number) || Interlocked.Increment(ref _youngCount) < Generation)
            return;
        Interlocked.Exchange(ref _youngCount, 0);
        (_old, _young) = (_young, New());
    }

    static ConcurrentDictionary<string, long> New() => new(StringComparer.Ordinal);
}
