using JourneyTrace.Events;
using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>One attempt to append events: which of them are stored already, and the others in one transaction.</summary>
/// <param name="appends">Connections whose statements nothing cancels.</param>
sealed class EventAppends(NpgsqlDataSource appends)
{
    // So many events go in by COPY, and their cases are named first: who names the same ones waits for a moment, and not until all is stored.
    const int Many = 200;

    readonly NameNumbers _cases = new();
    readonly NameNumbers _sources = new();

    /// <param name="events">In their order.</param>
    /// <param name="lookFirst">Whether any may be stored already: where it is not looked and one is, this fails.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="PostgresException">An event is stored already, or a case was named by somebody else meanwhile: a unique key was violated.</exception>
    /// <exception cref="StoreUnavailableException">Its commit did not wait for the synchronous standby.</exception>
    public Task<IReadOnlyList<Appended>> TryAsync(IReadOnlyList<NewEvent> events, bool lookFirst, CancellationToken stop) =>
        Acknowledged.ByAsync(appends, connection => TryAsync(connection, events, lookFirst, stop), stop);

    /// <summary>Nothing is known any more of what names were given: the database may be another one now, which never had the last of them.</summary>
    public void Forget()
    {
        _cases.Clear();
        _sources.Clear();
    }

    async Task<IReadOnlyList<Appended>> TryAsync(NpgsqlConnection connection, IReadOnlyList<NewEvent> events, bool lookFirst, CancellationToken stop)
    {
        var stored = lookFirst ? await StoredOfAsync(connection, events, stop) : [];
        var results = new Appended[events.Count];
        var added = Sort(events, stored, results);
        if (added.Count == 0)
        {
            await Acknowledged.FoundAsync(connection, stop);
            return results;
        }
        var sources = await SourcesOfAsync(connection, added, stop);
        var position = await CasesOfAsync(connection, added, stop) is { } cases
            ? await (added.Count >= Many ? CopyAsync(connection, added, cases, sources, stop) : InsertAsync(connection, added, cases, sources, stop))
            : await InsertNamedAsync(connection, added, sources, stop);
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i].Position == 0)
                results[i] = results[i] with { Position = position };
        }
        return results;
    }

    static async Task<Dictionary<Guid, (Guid Content, long Position)>> StoredOfAsync(
        NpgsqlConnection connection, IReadOnlyList<NewEvent> events, CancellationToken stop)
    {
        var rows = await connection
            .Statement("find_events", [events.Select(e => e.Key).ToArray()])
            .ListAsync(row => (Key: row.GetGuid(0), Content: row.GetGuid(1), Position: row.GetInt64(2)), stop);
        return rows.ToDictionary(row => row.Key, row => (row.Content, row.Position));
    }

    static List<NewEvent> Sort(
        IReadOnlyList<NewEvent> events, Dictionary<Guid, (Guid Content, long Position)> stored, Appended[] results)
    {
        var added = new List<NewEvent>(events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            if (stored.TryGetValue(events[i].Key, out var earlier))
            {
                var same = events[i].IsSameAs(earlier.Content);
                results[i] = new Appended(same ? AppendOutcome.Duplicate : AppendOutcome.Conflict, earlier.Position);
                continue;
            }
            stored[events[i].Key] = (events[i].Content, 0);
            results[i] = new Appended(AppendOutcome.Accepted, 0);
            added.Add(events[i]);
        }
        return added;
    }

    /// <summary>Sources are few: a new one is named in a transaction of its own.</summary>
    async Task<Dictionary<string, long>> SourcesOfAsync(NpgsqlConnection connection, List<NewEvent> added, CancellationToken stop)
    {
        Dictionary<string, long>? found;
        while ((found = _sources.Find(added.Select(e => e.Source))) is null)
        {
            var names = added.Select(e => e.Source).Distinct(StringComparer.Ordinal).ToArray();
            _sources.Remember(await connection.Statement("name_sources", [names]).ListAsync(row => (row.GetString(0), row.GetInt64(1)), stop));
        }
        return found;
    }

    /// <summary>The numbers of the events' cases; null where some may be new and are named with their events.</summary>
    async Task<Dictionary<string, long>?> CasesOfAsync(NpgsqlConnection connection, List<NewEvent> added, CancellationToken stop)
    {
        Dictionary<string, long>? found;
        while ((found = _cases.Find(added.Select(e => e.Subject))) is null && added.Count >= Many)
        {
            var names = added.Select(e => e.Subject).Distinct(StringComparer.Ordinal).ToArray();
            _cases.Remember(await connection.Statement("name_cases", [names]).ListAsync(row => (row.GetString(0), row.GetInt64(1)), stop));
        }
        return found;
    }

    /// <summary>The events and the hint, in one round trip and one transaction.</summary>
    static async Task<long> InsertAsync(
        NpgsqlConnection connection, List<NewEvent> added, Dictionary<string, long> cases, Dictionary<string, long> sources,
        CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection);
        var columns = Columns(added, sources, added.Select(e => cases[e.Subject]).ToArray());
        batch.BatchCommands.Add(Commands.Part("append_events", columns));
        batch.BatchCommands.Add(Commands.Part("append_keys", columns[1], columns[3], columns[4]));
        batch.BatchCommands.Add(Commands.Part("last_position"));
        batch.BatchCommands.Add(Commands.Part("notify"));
        return (long)(await batch.ExecuteScalarAsync(stop))!;
    }

    /// <summary>The same for many events.</summary>
    static async Task<long> CopyAsync(
        NpgsqlConnection connection, List<NewEvent> added, Dictionary<string, long> cases, Dictionary<string, long> sources, CancellationToken stop)
    {
        await connection.Statement("incoming_table").RunAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using (var copy = await connection.BeginRawBinaryCopyAsync(Sql.Of("incoming_rows"), stop))
            await copy.WriteAsync(BulkRows.Of(added, cases, sources), stop);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var statement in (string[])["append_incoming", "append_incoming_keys", "last_position", "notify"])
            batch.BatchCommands.Add(Commands.Part(statement));
        var position = (long)(await batch.ExecuteScalarAsync(stop))!;
        await transaction.CommitAsync(stop);
        return position;
    }

    /// <summary>The same, with the names of cases that may be new.</summary>
    async Task<long> InsertNamedAsync(NpgsqlConnection connection, List<NewEvent> added, Dictionary<string, long> sources, CancellationToken stop)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var e in added)
            places.TryAdd(e.Subject, places.Count + 1);
        var names = new List<(string, long)>(places.Count);
        var position = 0L;
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Commands.Part("append_named", [.. Columns(added, sources, added.Select(e => places[e.Subject]).ToArray()), places.Keys.ToArray()]));
        batch.BatchCommands.Add(Commands.Part("notify"));
        await using (var reader = await batch.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                if (reader.IsDBNull(1))
                    position = reader.GetInt64(0);
                else
                    names.Add((reader.GetString(1), reader.GetInt64(0)));
            }
            // To its end: only then has it committed.
            while (await reader.NextResultAsync(stop))
            {
            }
        }
        _cases.Remember(names);
        return position;
    }

    static object?[] Columns(List<NewEvent> added, Dictionary<string, long> sources, object cases) =>
    [
        added.Select(e => checked((int)sources[e.Source])).ToArray(),
        cases,
        Commands.List(added.Select(e => e.Time).ToArray(), NpgsqlDbType.TimestampTz),
        added.Select(e => e.Key).ToArray(),
        added.Select(e => e.Content).ToArray(),
        added.Select(e => (short)e.Schema.Type).ToArray(),
        added.Select(e => e.Id).ToArray(),
        Commands.List(added.Select(e => e.Data).ToArray(), NpgsqlDbType.Text),
        Commands.List(added.Select(e => e.Extensions).ToArray(), NpgsqlDbType.Text),
        Commands.List(added.Select(e => e.TraceParent).ToArray(), NpgsqlDbType.Text),
    ];
}
