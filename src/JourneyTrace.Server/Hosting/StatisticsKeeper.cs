using JourneyTrace.Postgres;
using JourneyTrace.Storage;
using Microsoft.Extensions.Hosting;

namespace JourneyTrace.Server.Hosting;

/// <summary>
/// Statements are planned once. Those that were planned while a table was nearly empty are planned anew when it has doubled, and not only when autovacuum
/// comes by, which may be a minute later.
/// </summary>
sealed class StatisticsKeeper(PostgresStore store) : BackgroundService
{
    static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quiet = Telemetry.Quiet.Begin();
        using var timer = new PeriodicTimer(Between);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await store.AnalyzeGrownTablesAsync(stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                // The watch says so.
            }
        }
    }
}
