using JourneyTrace.Sealing;
using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>Seals on PostgreSQL. Who adds one of a number that is taken has lost a race, and nothing else.</summary>
sealed class PostgresLogSeals(NpgsqlDataSource source) : ILogSeals
{
    public async Task<Seal?> LastAsync(CancellationToken stop) => (await ListAsync("last_seal", stop)).SingleOrDefault();

    public Task<IReadOnlyList<Seal>> ReadAsync(long after, int limit, CancellationToken stop) => ListAsync("read_seals", stop, after, limit);

    public async Task<Seal?> FindAsync(LogMark mark, CancellationToken stop) => (await ListAsync("find_seal", stop, mark.Xid(), mark.Position)).SingleOrDefault();

    public Task<bool> TryAddAsync(Seal seal, CancellationToken stop) => Commands.Reaching(async () =>
    {
        ArgumentNullException.ThrowIfNull(seal);
        await using var connection = await source.OpenConnectionAsync(stop);
        try
        {
            await connection.Statement(
                "add_seal", seal.Number, seal.Starts.ToArray(), seal.Ends.ToArray(), seal.End.Xid(), seal.End.Position, seal.Count, seal.Root, seal.Head,
                Commands.Instant(seal.SealedAt)).RunAsync(stop);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    });

    Task<IReadOnlyList<Seal>> ListAsync(string statement, CancellationToken stop, params object?[] values) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (IReadOnlyList<Seal>)await connection.Statement(statement, values).ListAsync(
            row => new Seal(
                row.GetInt64(0), row.GetFieldValue<long[]>(1), row.GetFieldValue<long[]>(2), Commands.Mark(row.GetString(3), row.GetInt64(4)), row.GetInt32(5),
                row.GetFieldValue<byte[]>(6), row.GetFieldValue<byte[]>(7), row.GetDateTime(8)), stop);
    });
}
