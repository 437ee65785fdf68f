using JourneyTrace.Columns;
using JourneyTrace.Columns.Memory;
using Npgsql;

namespace JourneyTrace.Postgres.Columns;

/// <summary>
/// The read models in memory. Before each question those cases are read again that were written since; who asks sees all that was
/// committed when he asked. The rows of a case change together with its journey, and a journey is never only taken away.
/// </summary>
/// <param name="source">Where it is read.</param>
/// <param name="snapshot">Where it is read once; null for all that comes.</param>
/// <param name="scratch">Where the rows lie; null for the process's own memory.</param>
sealed class PostgresColumns(NpgsqlDataSource source, NpgsqlConnection? snapshot, ScratchFolder? scratch) : IDisposable
{
    readonly SemaphoreSlim _refreshing = new(1, 1);
    readonly ReaderWriterLockSlim _lock = new();
    readonly ColumnMemory _memory = new();
    CaseColumns? _columns;
    Mark _mark = new(0, "0", "");

    // Each reading has a number from its begin on; the last one that came to its end.
    long _begun, _ended;

    /// <exception cref="Storage.StoreUnavailableException">The database cannot be reached.</exception>
    public Task<T> AskAsync<T>(Func<CaseColumns, T> ask, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await RefreshAsync(stop);
        _lock.EnterReadLock();
        try
        {
            return ask(_columns!);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    });

    public void Dispose()
    {
        _memory.Is(null);
        var hadFiles = _columns is { MappedBytes: > 0 };
        _columns = null;
        if (hadFiles)
            LetGoOfFiles();
        _refreshing.Dispose();
        _lock.Dispose();
    }

    async Task RefreshAsync(CancellationToken stop)
    {
        if (snapshot is not null && _columns is not null)
            return;
        var came = Volatile.Read(ref _begun);
        await _refreshing.WaitAsync(stop);
        // It goes on although who asked goes away, as others wait for it, too; a snapshot's connection is its asker's own.
        var reading = ReadAsync(came);
        await (snapshot is null ? reading.WaitAsync(stop) : reading);
    }

    async Task ReadAsync(long came)
    {
        try
        {
            // One that began after this question came has seen all that this one has to see.
            if (_ended > came)
                return;
            var own = Interlocked.Increment(ref _begun);
            if (snapshot is not null)
                await ReadAllAsync(snapshot, CancellationToken.None);
            else
                await CatchUpAsync(CancellationToken.None);
            _memory.Is(_columns);
            _ended = own;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    async Task CatchUpAsync(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var (mark, changed) = await ChangedAsync(connection, stop);
        if (_columns is null || mark.Model != _mark.Model || mark.Started != _mark.Started || changed.Length > 0)
        {
            await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);
            var model = (await connection.Statement("current_model").ListAsync(row => row.GetInt32(0), stop))[0];
            if (_columns is null || model != _mark.Model || mark.Started != _mark.Started)
                await ReadAllAsync(connection, stop);
            else
                await ReadSomeAsync(connection, changed, stop);
            mark = mark with { Model = model };
        }
        _mark = mark;
    }

    async Task ReadSomeAsync(NpgsqlConnection connection, long[] changed, CancellationToken stop)
    {
        var columns = new CaseColumns(_columns!.Names, passing: true);
        await ColumnReader.ReadAsync(connection, columns, changed, stop);
        Change(columns);
    }

    /// <summary>Where the database stands, and the cases written since the last time.</summary>
    async Task<(Mark Mark, long[] Changed)> ChangedAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Commands.Part("columns_mark"));
        if (_columns is not null)
            batch.BatchCommands.Add(Commands.Part("columns_changed", _mark.Transaction));
        await using var row = await batch.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        var mark = new Mark(row.GetInt32(0), row.GetString(1), row.GetString(2));
        var changed = new List<long>();
        await row.NextResultAsync(stop);
        while (_columns is not null && await row.ReadAsync(stop))
        {
            // Written by a transaction that was running last time, and perhaps seen already.
            if (!IsKnown(row.GetInt64(0), ulong.Parse(row.GetString(1), System.Globalization.CultureInfo.InvariantCulture)))
                changed.Add(row.GetInt64(0));
        }
        return (mark, [.. changed]);
    }

    bool IsKnown(long number, ulong written) => _columns!.PlaceOf(number) is >= 0 and var place && _columns.Cases[place].Written == written;

    async Task ReadAllAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        var columns = new CaseColumns(new Names(Blocks()), blocks: Blocks());
        await ColumnReader.ReadAsync(connection, columns, null, stop);
        _lock.EnterWriteLock();
        _columns = columns;
        _lock.ExitWriteLock();
        LetGoOfFiles();
    }

    void Change(CaseColumns changed)
    {
        bool isMostlyLeft;
        _lock.EnterWriteLock();
        try
        {
            _columns!.Absorb(changed);
            isMostlyLeft = _columns.IsMostlyLeft;
            if (isMostlyLeft)
                _columns = _columns.Compacted(Blocks());
        }
        catch
        {
            // A case may have been taken in by half: all are read anew.
            _mark = new Mark(0, "0", "");
            throw;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
        if (isMostlyLeft)
            LetGoOfFiles();
    }

    /// <summary>Files that nobody has rows of any more go when they are collected, which so few objects prompt for by themselves.</summary>
    static void LetGoOfFiles() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);

    IBlocks Blocks() => scratch is null ? OwnBlocks.Instance : new MappedBlocks(scratch);

    /// <summary>Where the database stood at a reading.</summary>
    /// <param name="Transaction">What was written by older ones was seen.</param>
    /// <param name="Started">When it was started: after that, what was seen before may be gone.</param>
    sealed record Mark(int Model, string Transaction, string Started);
}
