using System.Collections.Concurrent;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>The small numbers that stand for names in the log. What was committed is remembered; numbers never change.</summary>
sealed class NameNumbers(string statement)
{
    const int Most = 500_000;

    readonly ConcurrentDictionary<string, long> _known = new(StringComparer.Ordinal);

    /// <summary>The numbers of all names, or null where one of them is not remembered.</summary>
    public Dictionary<string, long>? Known(IEnumerable<string> names)
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

    /// <summary>The numbers of all names, adding those that are new in this connection's transaction.</summary>
    public async Task<Dictionary<string, long>> ResolveAsync(NpgsqlConnection connection, IEnumerable<string> names, CancellationToken stop)
    {
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        var missing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (_known.TryGetValue(name, out var number))
                found[name] = number;
            else
                missing.Add(name);
        }
        while (missing.Count > 0)
        {
            var rows = await connection
                .Statement(statement, [missing.ToArray()])
                .ListAsync(row => (Name: row.GetString(0), Number: row.GetInt64(1)), stop);
            foreach (var (name, number) in rows)
            {
                found[name] = number;
                missing.Remove(name);
            }
        }
        return found;
    }

    /// <summary>To be called when the transaction has committed.</summary>
    public void Remember(Dictionary<string, long> numbers)
    {
        if (_known.Count + numbers.Count > Most)
            _known.Clear();
        foreach (var (name, number) in numbers)
            _known.TryAdd(name, number);
    }
}
