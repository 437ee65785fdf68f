using JourneyTrace.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Server.Hosting;

/// <summary>Opens the next month's part of the log in good time.</summary>
sealed partial class PartKeeper(ILogParts parts, ILogger<PartKeeper> logger) : BackgroundService
{
    static readonly TimeSpan Between = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quiet = Telemetry.Quiet.Begin();
        using var timer = new PeriodicTimer(Between);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await parts.OpenAsync(stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                // The watch says so; until then new cases go to the newest part that is there.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(logger, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The log's next part could not be opened; new cases go to the newest that is there")]
    static partial void Failed(ILogger logger, Exception e);
}
