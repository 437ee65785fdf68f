using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>The audit log on PostgreSQL, written by the login itself: the role that questions are asked by may read what is its tenant's, and no more.</summary>
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
}
