using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>LISTEN on PostgreSQL: a hint that something was committed. Nothing rests on it.</summary>
sealed class PostgresHints(NpgsqlDataSource source) : IHints
{
    public async Task ListenAsync(Action hint, CancellationToken stop)
    {
        await using var connection = await Commands.Reaching(async () => await source.OpenConnectionAsync(stop));
        connection.Notification += (_, _) => hint();
        await connection.Statement("listen").RunAsync(stop);
        while (!stop.IsCancellationRequested)
            await Commands.Reaching(async () => await connection.WaitAsync(TimeSpan.FromMinutes(1), stop));
    }
}
