using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>The audit log on PostgreSQL, written by the login itself: the role that questions are asked by has no right to it.</summary>
sealed class PostgresAuditLog(NpgsqlDataSource owner) : IAuditLog
{
    public Task AddAsync(IReadOnlyList<AuditEntry> entries, CancellationToken stop) => Commands.Reaching(async () =>
    {
        T[] Column<T>(Func<AuditEntry, T> value) => [.. entries.Select(value)];
        await using var connection = await owner.OpenConnectionAsync(stop);
        return await connection.Statement(
            "add_audit", Column(e => e.Tenant), Commands.List(Column(e => e.At), NpgsqlDbType.TimestampTz), Column(e => e.Caller), Column(e => e.Name), Column(e => e.Method),
            Column(e => e.Path), Column(e => e.Status)).RunAsync(stop);
    });

    public Task<IReadOnlyList<KeptAuditEntry>> ReadAsync(string tenant, long? before, int limit, CancellationToken stop) => Commands.Asking(owner, async () =>
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        return (IReadOnlyList<KeptAuditEntry>)await connection.Statement("read_audit", tenant, Commands.Long(before), limit).ListAsync(
            row => new KeptAuditEntry(row.GetInt64(0), row.GetDateTime(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt32(6)), stop);
    });
}
