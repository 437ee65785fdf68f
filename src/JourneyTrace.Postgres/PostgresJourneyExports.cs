using System.Globalization;
using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>Which journeys were told, in PostgreSQL.</summary>
sealed class PostgresJourneyExports(NpgsqlDataSource source, int tenant) : IJourneyExports
{
    public int Tenant => tenant;

    public Task<(string Case, int Revision)?> FindAsync(string traceId, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        if (!Guid.TryParseExact(traceId, "N", out var id))
            return ((string, int)?)null;
        await using var connection = await source.OpenConnectionAsync(stop);
        var found = await connection.Statement("find_journey", id).ListAsync(row => (row.GetString(0), row.GetInt32(1)), stop);
        return found.Count == 0 ? null : found[0];
    });

    public Task<ToldJourney?> LastAsync(string @case, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (await connection.Statement("told_journey", @case).ListAsync(Records.Read<ToldJourney>, stop)).SingleOrDefault();
    });

    public Task<IExportLease?> TryLeaseAsync(CancellationToken stop) => Commands.Reaching(async () =>
    {
        var connection = await source.OpenConnectionAsync(stop);
        try
        {
            if ((await connection.Statement("lease_telling").ListAsync(row => row.GetBoolean(0), stop))[0])
                return (IExportLease?)new Lease(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        await connection.DisposeAsync();
        return null;
    });

    /// <summary>Held by this connection's session.</summary>
    sealed class Lease(NpgsqlConnection connection) : IExportLease
    {
        public Task<SettledCases> SettledAsync(DateTime before, int limit, CancellationToken stop) => Commands.Reaching(async () =>
        {
            await connection.Statement("begin_telling", Commands.Instant(before)).RunAsync(stop);
            return (await connection.Statement("settled_cases", Commands.Instant(before), limit).ListAsync(
                row => new SettledCases(
                    row.GetFieldValue<string[]>(0), row.GetInt32(1), row.GetDateTime(2), row.GetInt64(3), ulong.Parse(row.GetString(4), CultureInfo.InvariantCulture), row.GetInt64(5)),
                stop))[0];
        });

        public Task TellAsync(string @case, ToldJourney told, CancellationToken stop) => Commands.Reaching(() =>
            connection.Statement("tell_journey", @case, told.Revision, told.Content, told.Journey, told.Refused).RunAsync(stop));

        public Task DoneAsync(SettledCases told, CancellationToken stop) => Commands.Reaching(() => connection.Statement(
            "move_telling", Commands.Instant(told.SettledAt), told.SettledCase, told.Written.ToString(CultureInfo.InvariantCulture), told.WrittenCase).RunAsync(stop));

        public async ValueTask DisposeAsync()
        {
            try
            {
                await connection.Statement("let_go_of_telling").RunAsync(CancellationToken.None);
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
            {
                // The session is broken off, and the lock with it.
            }
            await connection.DisposeAsync();
        }
    }
}
