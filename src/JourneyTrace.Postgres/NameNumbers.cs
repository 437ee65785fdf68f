using JourneyTrace.Storage;

namespace JourneyTrace.Postgres;

/// <summary>
/// The small numbers that stand for names in the log, as they are known to be on disk: what a transaction gave out is remembered after its commit, since
/// a crash before that takes it back. Numbers never change.
/// </summary>
sealed class NameNumbers
{
    readonly Remembered<string, long> _known = new(50_000, StringComparer.Ordinal);

    /// <summary>The numbers of all names; null where one of them is not known.</summary>
    public Dictionary<string, long>? Find(IEnumerable<string> names)
    {
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (found.ContainsKey(name))
                continue;
            if (!_known.TryFind(name, out var number))
                return null;
            found.Add(name, number);
        }
        return found;
    }

    public void Clear() => _known.Clear();

    /// <summary>What was committed.</summary>
    public void Remember(IEnumerable<(string Name, long Number)> names)
    {
        foreach (var (name, number) in names)
            _known.Remember(name, number);
    }
}
