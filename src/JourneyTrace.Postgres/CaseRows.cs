using System.Collections.Concurrent;
using JourneyTrace.Events;
using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>Whole cases, read by their numbers. Names of sources are few, and remembered: they never change.</summary>
sealed class CaseRows
{
    const int Attempts = 10;

    readonly ConcurrentDictionary<int, string> _sources = new();

    /// <summary>In the order of these numbers; those without events are left out.</summary>
    /// <exception cref="InvalidOperationException">The log holds an event of a source that it does not name.</exception>
    public async Task<IReadOnlyList<CaseHistory>> ReadAsync(NpgsqlConnection connection, IReadOnlyList<long> cases, CancellationToken stop)
    {
        if (cases.Count == 0)
            return [];
        // A source is named before its first event; the first of another one may come between two readings.
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await TryReadAsync(connection, [.. cases], stop) is { } histories)
                return histories;
            var sources = await connection.Statement("names_of_sources").ListAsync(row => (Number: row.GetInt32(0), Name: row.GetString(1)), stop);
            foreach (var (number, name) in sources)
                _sources[number] = name;
        }
        throw new InvalidOperationException("The log holds an event of a source that it does not name");
    }

    /// <summary>Null where an event's source is not known yet.</summary>
    async Task<List<CaseHistory>?> TryReadAsync(NpgsqlConnection connection, long[] cases, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Commands.Part("names_of_cases", cases));
        batch.BatchCommands.Add(Commands.Part("read_cases", cases));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        var names = new Dictionary<long, string>(cases.Length);
        while (await reader.ReadAsync(stop))
            names[reader.GetInt64(0)] = reader.GetString(1);
        await reader.NextResultAsync(stop);
        var events = new Dictionary<long, List<CaseEvent>>(cases.Length);
        while (await reader.ReadAsync(stop))
        {
            var number = reader.GetInt64(0);
            if (!_sources.TryGetValue(reader.GetInt32(1), out var source))
                return null;
            if (!events.TryGetValue(number, out var ofCase))
                events[number] = ofCase = [];
            ofCase.Add(EventRows.Read(reader, source, 2));
        }
        return [.. cases.Where(events.ContainsKey).Select(number => new CaseHistory(number, names[number], events[number]))];
    }
}
