using System.Collections.Concurrent;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>The small numbers that stand for names in the log. What was committed is remembered; numbers never change.</summary>
sealed class NameNumbers(string statement)
{
    const int Most = 500_000;

    readonly ConcurrentDictionary<string, long> _known = new(StringComparer.Ordinal);

    /// <summary>
    /// The numbers of all names; those that are new are committed at once, and are on disk no later than what is committed
    /// after them.
    /// </summary>
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
            foreach (var (name, number) in await AddAsync(connection, [.. missing], stop))
            {
                found[name] = number;
                missing.Remove(name);
                Remember(name, number);
            }
        }
        return found;
    }

    async Task<List<(string Name, long Number)>> AddAsync(NpgsqlConnection connection, string[] names, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Commands.Part("commit_later"));
        batch.BatchCommands.Add(Commands.Part(statement, [names]));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        await reader.NextResultAsync(stop);
        var rows = new List<(string Name, long Number)>(names.Length);
        while (await reader.ReadAsync(stop))
            rows.Add((reader.GetString(0), reader.GetInt64(1)));
        return rows;
    }

    void Remember(string name, long number)
    {
        if (_known.Count >= Most)
            _known.Clear();
        _known.TryAdd(name, number);
    }
}
