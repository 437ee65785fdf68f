using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres.Sources;

/// <summary>
/// Counts which systems sent events. The first question reads the whole log, each of the next what was stored since: what no later commit can add to is remembered. One reading at a time; it goes
/// on although who asked goes away.
/// </summary>
sealed class SourceCounts(NpgsqlDataSource source) : IDisposable
{
    readonly SemaphoreSlim _one = new(1, 1);
    SourceDays _settled = new();
    Mark? _mark;

    public void Dispose() => _one.Dispose();

    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<IReadOnlyList<SourceRow>> AskAsync(CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        return await ReadAsync().WaitAsync(stop);
    }

    async Task<IReadOnlyList<SourceRow>> ReadAsync()
    {
        try
        {
            return await Commands.Asking(source, ReadOnceAsync);
        }
        finally
        {
            _one.Release();
        }
    }

    async Task<IReadOnlyList<SourceRow>> ReadOnceAsync()
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        // Nothing is archived from before what is seen is settled until all is read: it would be in neither of its places.
        await connection.Statement("lock_events").RunAsync(CancellationToken.None);
        var mark = (await connection.Statement("sources_mark").ListAsync(Records.Read<Mark>, CancellationToken.None))[0];
        var goesOn = _mark is { } known && known with { Transaction = mark.Transaction } == mark;
        var (settled, now) = await SinceAsync(connection, goesOn ? _settled.Copy() : new SourceDays(), goesOn ? _mark!.Transaction : "0", all: !goesOn);
        var rejected = await connection.Statement("rejected_sources").ListAsync(Records.Read<Rejected>, CancellationToken.None);
        (_settled, _mark) = (settled, mark);
        return Rows(now, rejected);
    }

    /// <summary>What is settled from then on, and with it all that is there now.</summary>
    static async Task<(SourceDays Settled, SourceDays Now)> SinceAsync(NpgsqlConnection connection, SourceDays settled, string transaction, bool all)
    {
        await using var command = connection.Statement("sources_since", transaction, all);
        // All of a large log takes its time.
        if (all)
            command.CommandTimeout = 0;
        await using var row = await command.ExecuteReaderAsync();
        var running = new List<(string Source, DateOnly Day, SourceDay Sent)>();
        while (await row.ReadAsync())
        {
            var sent = new SourceDay(
                row.GetInt64(3), row.GetDateTime(4), row.GetDateTime(5), row.GetDouble(6), row.GetDouble(7), row.GetDouble(8), row.GetDouble(9), row.GetDouble(10));
            var (name, day) = (row.GetString(0), row.GetFieldValue<DateOnly>(1));
            if (row.GetBoolean(2))
                settled.Add(name, day, sent);
            else
                running.Add((name, day, sent));
        }
        var now = settled.Copy();
        foreach (var (name, day, sent) in running)
            now.Add(name, day, sent);
        return (settled, now);
    }

    static IReadOnlyList<SourceRow> Rows(SourceDays days, List<Rejected> rejected)
    {
        var letters = rejected.ToDictionary(r => r.Source, StringComparer.Ordinal);
        return [.. days.Sources.Union(letters.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => Row(name, days.Of(name), letters.GetValueOrDefault(name)))];
    }

    static SourceRow Row(string name, (SourceDay All, SourceDay Lately)? sent, Rejected? rejected)
    {
        if (sent is not { } some)
            return new SourceRow(name, 0, rejected!.Letters, rejected.FirstAt, rejected.LastAt, null, null, false);
        var (first, last) = (some.All.FirstAt, some.All.LastAt);
        return new SourceRow(
            name, some.All.Events, rejected?.Letters ?? 0, rejected?.FirstAt < first ? rejected.FirstAt : first, rejected?.LastAt > last ? rejected.LastAt : last,
            Math.Max(some.Lately.Ahead, 0), Math.Max(some.Lately.Late, 0), some.Lately.IsBehind);
    }

    /// <summary>Where the log stood.</summary>
    /// <param name="Started">When the database was started: after that, what was seen before may be gone.</param>
    /// <param name="Run">The last time that events were archived.</param>
    /// <param name="Transaction">What older ones wrote is settled.</param>
    sealed record Mark(string Started, int Run, string Transaction);

    sealed record Rejected(string Source, long Letters, DateTime FirstAt, DateTime LastAt);
}
