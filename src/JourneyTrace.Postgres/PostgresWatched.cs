using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>What those who run the system look at, from PostgreSQL.</summary>
sealed class PostgresWatched(NpgsqlDataSource source, NpgsqlDataSource login) : IWatched
{
    public Task<WaitingForPeople> WaitingAsync(CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var counts = await connection.Statement("waiting_for_people").ListAsync(row => (Kind: row.GetString(0), Count: row.GetInt64(1)), stop);
        return new WaitingForPeople(counts.Single(c => c.Kind == "dead-letter").Count, [.. counts.Where(c => c.Kind != "dead-letter")]);
    });

    public Task<OldTransaction?> OldestTransactionAsync(CancellationToken stop) => Commands.Asking(login, async () =>
    {
        await using var connection = await login.OpenConnectionAsync(stop);
        return (await connection.Statement("oldest_transaction").ListAsync(Records.Read<OldTransaction>, stop)).SingleOrDefault();
    });
}
