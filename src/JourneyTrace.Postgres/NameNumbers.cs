using System.Collections.Concurrent;

namespace JourneyTrace.Postgres;

/// <summary>
/// The small numbers that stand for names in the log, as they are known to be on disk: what a transaction gave out is remembered after its commit, since
/// a crash before that takes it back. Numbers never change.
/// </summary>
sealed class NameNumbers
{
    const int Most = 500_000;

    readonly ConcurrentDictionary<string, long> _known = new(StringComparer.Ordinal);

    /// <summary>The numbers of all names; null where one of them is not known.</summary>
    public Dictionary<string, long>? Find(IEnumerable<string> names)
    {
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!_known.TryGetValue(name, out var number))
                return null;
            found[name] = number;
        }
        return found;
    }

    /// <summary>What was committed.</summary>
    public void Remember(IEnumerable<(string Name, long Number)> names)
    {
        foreach (var (name, number) in names)
        {
            if (_known.Count >= Most)
                _known.Clear();
            _known.TryAdd(name, number);
        }
    }
}
