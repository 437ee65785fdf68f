using JourneyTrace.Events;
using JourneyTrace.Postgres.Sources;
using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>The event log on PostgreSQL. Races are decided by the unique key of the log, and then looked at again.</summary>
/// <param name="source">Where it is read.</param>
/// <param name="appends">Where it is appended to: by statements that nothing cancels.</param>
sealed class PostgresEventLog(NpgsqlDataSource source, NpgsqlDataSource appends) : IEventLog, IDisposable
{
    // So long a commit is waited for, by a synchronous standby or a disk that stands still. It goes on by itself.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    const int Attempts = 20;

    // New events are the rule: they are not looked up first. After one that was not new, they are for a while.
    const int CarefulFor = 200;

    const string CaseName = "case_names_name";

    readonly EventAppends _appends = new(appends);
    readonly SourceCounts _sources = new(source);
    int _careful;

    public void Dispose() => _sources.Dispose();

    public async Task<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken stop)
    {
        if (events.Count == 0)
            return [];
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var lookFirst = attempt > 1 || IsCareful();
                return await Commands.Abiding(() => _appends.TryAsync(events, lookFirst, CancellationToken.None), Patience, stop);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UniqueViolation && attempt < Attempts)
            {
                // An event is stored already, or was meanwhile, and is found the next time; or a case was named by somebody else meanwhile.
                if (e.ConstraintName != CaseName)
                    Volatile.Write(ref _careful, CarefulFor);
            }
            catch (StoreUnavailableException e) when (attempt == 1 && Commands.IsBrokenOff(e.InnerException))
            {
                // The connection may have been one of before a restart: by a new one it is looked whether they are stored, as whoever sent them would have to.
                appends.Clear();
                _appends.Forget();
            }
            catch (StoreUnavailableException e) when (e.InnerException is PostgresException { SqlState: "40P01" } && attempt < Attempts)
            {
                // Two batches with the same events in another order met: one of them goes again.
            }
        }
    }

    public Task<StoredEvent?> FindAsync(string eventSource, string id, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var found = await connection.Statement("find_event", NewEvent.KeyOf(eventSource, id)).ListAsync(Stored, stop);
        return found.SingleOrDefault();
    });

    public Task<IReadOnlyList<SourceRow>> SourcesAsync(CancellationToken stop) => _sources.AskAsync(stop);

    public Task<IReadOnlyList<StoredEvent>> ReadCaseAsync(string @case, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (IReadOnlyList<StoredEvent>)await connection.Statement("read_case", @case).ListAsync(Stored, stop);
    });

    public Task<long> CountCaseAsync(string @case, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (await connection.Statement("count_case", @case).ListAsync(row => row.GetInt64(0), stop))[0];
    });

    public Task<LogSlice> ReadAsync(LogMark after, int limit, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var events = await connection.Statement("read_log", after.Xid(), after.Position, limit).ListAsync(Stored, stop);
        return new LogSlice(events, events.Count == 0 ? after : events[^1].Mark);
    });

    public Task<LogState> StateAsync(CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (await connection.Statement("log_state").ListAsync(row => new LogState(row.GetInt64(0), row.GetInt64(1)), stop))[0];
    });

    bool IsCareful() => Interlocked.Decrement(ref _careful) >= 0;

    static StoredEvent Stored(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), (EventType)row.GetInt16(2), row.GetString(3), row.GetDateTime(4), row.GetDateTime(5),
        Commands.Mark(row.GetString(6), row.GetInt64(7)), row.GetFieldValue<byte[]>(8),
        row.IsDBNull(9) ? null : row.GetFieldValue<byte[]>(9), row.IsDBNull(10) ? null : row.GetString(10),
        row.GetGuid(11), row.GetGuid(12));
}
