using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>The log's rows, held against each other on PostgreSQL.</summary>
/// <param name="lookups">Where single rows are looked up.</param>
/// <param name="whole">Where whole tables are read.</param>
sealed class PostgresLogChecks(NpgsqlDataSource lookups, NpgsqlDataSource whole) : ILogChecks
{
    public Task<long> MiskeyedAsync(IReadOnlyList<StoredEvent> events, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(events);
        return Commands.Asking(lookups, async () =>
        {
            await using var connection = await lookups.OpenConnectionAsync(stop);
            var (keys, contents, cases) = (events.Select(e => e.Key).ToArray(), events.Select(e => e.Content).ToArray(), events.Select(e => e.Subject).ToArray());
            return (await connection.Statement("miskeyed_events", keys, contents, cases).ListAsync(row => row.GetInt64(0), stop))[0];
        });
    }

    public Task<StrayRows> StrayAsync(CancellationToken stop) => Commands.Asking(whole, async () =>
    {
        await using var connection = await whole.OpenConnectionAsync(stop);
        var statement = connection.Statement("stray_rows");
        statement.CommandTimeout = 0;
        return (await statement.ListAsync(row => new StrayRows(row.GetInt64(0), row.GetInt64(1)), stop))[0];
    });
}
