using JourneyTrace.Postgres;
using JourneyTrace.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Server.Hosting;

/// <summary>
/// Statements are planned once. Those that were planned while a table was nearly empty are planned anew when it has doubled, and not only when autovacuum
/// comes by, which may be a minute later.
/// </summary>
sealed partial class StatisticsKeeper(PostgresStore store, ILogger<StatisticsKeeper> logger) : BackgroundService
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
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(logger, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Tables that have grown could not be looked at; statements go on by the plans that they have")]
    static partial void Failed(ILogger logger, Exception e);
}
