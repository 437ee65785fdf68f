using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>The read models on PostgreSQL. A shard is held by a session's advisory lock, so that who dies lets go of it.</summary>
sealed class PostgresTraceStore(NpgsqlDataSource source) : ITraceStore
{
    readonly CaseRows _rows = new();

    public Task<IReadOnlyList<ShardState>> ShardsAsync(DateTime now, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (IReadOnlyList<ShardState>)await connection.Statement("pending_shards", now)
            .ListAsync(row => new ShardState(row.GetInt32(0), row.GetBoolean(1), row.GetInt32(2), row.GetBoolean(3)), stop);
    });

    public Task<IShardLease?> TryLeaseAsync(int model, int shard, CancellationToken stop) => Commands.Reaching(async () =>
    {
        var connection = await source.OpenConnectionAsync(stop);
        try
        {
            if (await PostgresShardLease.TryTakeAsync(connection, _rows, model, shard, stop) is { } lease)
                return (IShardLease?)lease;
        }
        catch
        {
            // The session may hold the lock: it ends, instead of being used again.
            NpgsqlConnection.ClearPool(connection);
            await connection.DisposeAsync();
            throw;
        }
        await connection.DisposeAsync();
        return null;
    });

    public Task<bool> BeginRebuildAsync(CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var shards = await connection.Statement("begin_model", ITraceStore.Shards).RunAsync(stop);
        await connection.Statement("notify").RunAsync(stop);
        return shards > 0;
    });

    public Task<RebuildProgress?> ProgressAsync(CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var rows = await connection.Statement("rebuild_progress")
            .ListAsync(row => new RebuildProgress(row.GetInt64(0), row.GetInt64(1)), stop);
        return rows.SingleOrDefault();
    });

    public Task<bool> TrySwitchAsync(CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using (var transaction = await connection.BeginTransactionAsync(stop))
        {
            await connection.Statement("lock_models").RunAsync(stop);
            var ready = await connection.Statement("switch_ready").ListAsync(row => row.GetBoolean(1), stop);
            if (ready.Count < ITraceStore.Shards || ready.Contains(false))
                return false;
            await connection.Statement("retire_model").RunAsync(stop);
            await connection.Statement("promote_model").RunAsync(stop);
            await transaction.CommitAsync(stop);
        }
        await DropFormerAsync(connection, stop);
        return true;
    });

    static async Task DropFormerAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        var former = (await connection.Statement("former_models").ListAsync(row => row.GetInt32(0), stop)).ToArray();
        // The models' own rows go last: what was not finished is found again.
        await using var batch = new NpgsqlBatch(connection);
        foreach (var table in (string[])["checkpoints", .. CaseTables.All, "models"])
            batch.BatchCommands.Add(Commands.PartOf(CaseTables.Statement("forget_model", table), former));
        await batch.ExecuteNonQueryAsync(stop);
    }

    public Task<TraceLag> LagAsync(DateTime now, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var rows = await connection.Statement("lag", now)
            .ListAsync(row => new TraceLag(row.GetInt64(0), row.GetInt64(1), row.GetDouble(2)), stop);
        return rows[0];
    });

    public Task<bool> HasReplayedAsync(string @case, LogMark mark, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var rows = await connection.Statement("has_replayed", @case, mark.Xid(), mark.Position).ListAsync(row => row.GetBoolean(0), stop);
        return rows.Contains(true);
    });
}
