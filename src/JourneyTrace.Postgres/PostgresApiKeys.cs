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
                row.GetDateTime(5), row.IsDBNull(6) ? null : row.GetDateTime(6), row.GetFieldValue<byte[]>(7)), stop);
    });

    public Task AddAsync(ApiKey key, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        var added = await connection.Statement(
            "add_api_key", key.Tenant, key.Id, key.Name, key.Scopes.ToArray(), new Commands.Typed(key.Sources?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text),
            Commands.Instant(key.MadeAt), Commands.Instant(key.EndsAt), key.Hash).RunAsync(stop);
        return added == 1 ? added : throw new ArgumentException($"There is no tenant '{key.Tenant}'", nameof(key));
    });

    public Task<bool> EndAsync(string tenant, string id, DateTime at, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        return await connection.Statement("end_api_key", tenant, id, Commands.Instant(at)).RunAsync(stop) == 1;
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
