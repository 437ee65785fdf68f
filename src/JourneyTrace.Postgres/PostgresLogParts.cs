using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>Parts of the log as partitions of one table, opened and archived by the login itself, which owns them.</summary>
sealed class PostgresLogParts(NpgsqlDataSource owner) : ILogParts
{
    const string TracerIsBehind = "JT001", ReplayGoesOn = "JT002";

    public Task OpenAsync(CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await connection.Statement("lock_migrations", Migrations.Migrator.Lock).RunAsync(stop);
        await connection.Statement("open_parts").RunAsync(stop);
        await transaction.CommitAsync(stop);
        return 0;
    });

    public Task<IReadOnlyList<LogPart>> AllAsync(CancellationToken stop) => Commands.Asking(owner, async () =>
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        return (IReadOnlyList<LogPart>)await connection.Statement("parts").ListAsync(
            row => new LogPart(
                row.GetInt32(0), row.GetDateTime(1), row.IsDBNull(2) ? null : row.GetDateTime(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetBoolean(6)), stop);
    });

    public Task<long> ArchiveAsync(LogPart part, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part is { Number: > 0, IsOver: true }
            ? Commands.Reaching(() => TryArchiveAsync(part.Number, stop))
            : throw new ArchivingException(part.Number == 0
                ? "The part 'before' also holds the events of the organisation, and is never archived"
                : $"The month {part.Name} is not over; only months that are over are archived");
    }

    async Task<long> TryArchiveAsync(int part, CancellationToken stop)
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        try
        {
            await connection.Statement("lock_migrations", Migrations.Migrator.Lock).RunAsync(stop);
            await using var archive = connection.Statement("archive_part", part);
            archive.CommandTimeout = 0;
            var moved = (long)(await archive.ExecuteScalarAsync(stop))!;
            await transaction.CommitAsync(stop);
            return moved;
        }
        catch (PostgresException e) when (e.SqlState == TracerIsBehind)
        {
            throw new ArchivingException("The Tracer has not come past this part's events yet; wait until /health/ready says that nothing is behind");
        }
        catch (PostgresException e) when (e.SqlState == ReplayGoesOn)
        {
            throw new ArchivingException("The read models are being replayed from zero; wait until that has come to its end");
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new StoreUnavailableException("Others are at work in the log without a break; nothing was archived, try again", e);
        }
    }
}
