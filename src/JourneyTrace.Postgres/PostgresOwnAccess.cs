using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>A tenant's keys and audit log on PostgreSQL, by the role that row-level security holds to this tenant.</summary>
/// <param name="appends">Of sessions that are not cancelled while a standby is waited for.</param>
sealed class PostgresOwnAccess(NpgsqlDataSource source, NpgsqlDataSource appends, string tenant) : IOwnAccess
{
    public Task<IReadOnlyList<ApiKey>> KeysAsync(CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (IReadOnlyList<ApiKey>)await connection.Statement("own_api_keys").ListAsync(
            row => new ApiKey(
                tenant, row.GetString(0), row.GetString(1), row.GetFieldValue<string[]>(2), row.IsDBNull(3) ? null : row.GetFieldValue<string[]>(3), row.GetDateTime(4),
                row.IsDBNull(5) ? null : row.GetDateTime(5), [], row.IsDBNull(6) ? null : row.GetDouble(6), row.IsDBNull(7) ? null : row.GetInt64(7)), stop);
    });

    public Task AddKeyAsync(ApiKey key, CancellationToken stop)
    {
        if (key.Tenant != tenant)
            throw new ArgumentException($"It is a key of '{key.Tenant}', and not of '{tenant}'", nameof(key));
        return Commands.Reaching(() => Acknowledged.ByAsync(appends, connection => connection.Statement(
            "add_own_api_key", key.Id, key.Name, key.Scopes.ToArray(), new Commands.Typed(key.Sources?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text),
            Commands.Instant(key.MadeAt), Commands.Instant(key.EndsAt), key.Hash,
            new Commands.Typed(key.RequestsPerSecond, NpgsqlDbType.Double), Commands.Long(key.EventsPerDay)).RunAsync(stop), stop));
    }

    public Task<bool> EndKeyAsync(string id, DateTime at, CancellationToken stop) => Commands.Reaching(() => Acknowledged.ByAsync(
        appends, async connection => await connection.Statement("end_own_api_key", id, Commands.Instant(at)).RunAsync(stop) == 1, stop));

    public Task<IReadOnlyList<KeptAuditEntry>> AuditAsync(long? before, int limit, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (IReadOnlyList<KeptAuditEntry>)await connection.Statement("read_audit", Commands.Long(before), limit).ListAsync(
            row => new KeptAuditEntry(row.GetInt64(0), row.GetDateTime(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt32(6)), stop);
    });
}
