using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>Keys on PostgreSQL, read and written by the login itself, which sees all tenants.</summary>
sealed class PostgresApiKeys(NpgsqlDataSource owner) : IApiKeys
{
    public Task<IReadOnlyList<ApiKey>> AllAsync(CancellationToken stop) => Commands.Asking(owner, async () =>
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        return (IReadOnlyList<ApiKey>)await connection.Statement("api_keys").ListAsync(
            row => new ApiKey(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<string[]>(3), row.IsDBNull(4) ? null : row.GetFieldValue<string[]>(4),
                row.GetDateTime(5), row.IsDBNull(6) ? null : row.GetDateTime(6), row.GetFieldValue<byte[]>(7),
                row.IsDBNull(8) ? null : row.GetDouble(8), row.IsDBNull(9) ? null : row.GetInt64(9)), stop);
    });

    public Task AddAsync(ApiKey key, CancellationToken stop) => Commands.Reaching(() => Acknowledged.ByAsync(owner, async connection =>
    {
        var added = await connection.Statement(
            "add_api_key", key.Tenant, key.Id, key.Name, key.Scopes.ToArray(), new Commands.Typed(key.Sources?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text),
            Commands.Instant(key.MadeAt), Commands.Instant(key.EndsAt), key.Hash,
            new Commands.Typed(key.RequestsPerSecond, NpgsqlDbType.Double), Commands.Long(key.EventsPerDay)).RunAsync(stop);
        return added == 1 ? added : throw new ArgumentException($"There is no tenant '{key.Tenant}'", nameof(key));
    }, stop));

    public Task<bool> EndAsync(string tenant, string id, DateTime at, CancellationToken stop) => Commands.Reaching(() => Acknowledged.ByAsync(
        owner, async connection => await connection.Statement("end_api_key", tenant, id, Commands.Instant(at)).RunAsync(stop) == 1, stop));

    public Task<IReadOnlyDictionary<string, long>> CountAsync(IReadOnlyList<(string Tenant, string Key, long Events)> taken, DateOnly day, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        var sums = await connection.Statement("count_usage", taken.Select(t => t.Tenant).ToArray(), taken.Select(t => t.Key).ToArray(), taken.Select(t => t.Events).ToArray(), day)
            .ListAsync(row => (row.GetString(0), row.GetInt64(1)), stop);
        return (IReadOnlyDictionary<string, long>)sums.ToDictionary(sum => sum.Item1, sum => sum.Item2, StringComparer.Ordinal);
    });

    public Task<bool> AddTenantAsync(string name, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        return await connection.Statement("add_tenant", name).RunAsync(stop) == 1;
    });

    public Task<IReadOnlyList<string>> TenantsAsync(CancellationToken stop) => Commands.Asking(owner, async () =>
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        return (IReadOnlyList<string>)await connection.Statement("tenants").ListAsync(row => row.GetString(0), stop);
    });
}
