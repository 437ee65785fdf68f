using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>The catalogue's versions on PostgreSQL.</summary>
sealed class PostgresCatalogueVersions(NpgsqlDataSource source) : ICatalogueVersions
{
    const int Attempts = 100;

    static readonly CatalogueVersion None = new(0, DateTime.UnixEpoch, "{}");

    public Task<CatalogueVersion> CurrentAsync(CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (await connection.Statement("current_catalogue").ListAsync(Version, stop)).SingleOrDefault() ?? None;
    });

    public Task<CatalogueVersion?> FindAsync(int version, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        if (version == 0)
            return None;
        await using var connection = await source.OpenConnectionAsync(stop);
        return (await connection.Statement("find_catalogue", version).ListAsync(Version, stop)).SingleOrDefault();
    });

    public Task<CatalogueVersion?> PutAsync(string body, int? expected, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var put = await connection.Statement("put_catalogue", body, Commands.Int(expected)).ListAsync(Version, stop);
                await connection.Statement("notify").RunAsync(stop);
                return put.SingleOrDefault();
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                // Somebody was quicker: who named no version comes after them.
                if (expected is not null || attempt == Attempts)
                    return null;
            }
        }
    });

    static CatalogueVersion Version(NpgsqlDataReader row) => new(row.GetInt32(0), row.GetDateTime(1), row.GetString(2));
}
