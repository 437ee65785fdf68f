using JourneyTrace.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Telemetry.Journeys;

/// <summary>Tells each case once it has settled, from the first start on; what was before is told by the command <c>export-traces</c>.</summary>
public sealed partial class JourneyExporter(
    JourneyExportSettings settings, JourneyTelling telling, IJourneyExports exports, TimeProvider time, ILogger<JourneyExporter> logger) : BackgroundService
{
    const int AtOnce = 100;

    static readonly TimeSpan Between = TimeSpan.FromSeconds(2);
    static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quiet = Quiet.Begin();
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Between;
            try
            {
                await TellAllAsync(stoppingToken);
                failing = false;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Said once for each outage: what was not told is told later.
                if (!failing)
                    Failed(logger, e.Message);
                failing = true;
                pause = AfterFailure;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task TellAllAsync(CancellationToken stop)
    {
        await using var lease = await exports.TryLeaseAsync(stop);
        if (lease is null)
            return;
        while (true)
        {
            var settled = await lease.SettledAsync(time.GetUtcNow().UtcDateTime - settings.Grace, AtOnce, stop);
            foreach (var @case in settled.Cases)
                await TellAsync(lease, @case, stop);
            if (settled.Looked == 0)
                return;
            await lease.DoneAsync(settled, stop);
        }
    }

    /// <summary>A case that cannot be told (a bug) does not keep the others from being told.</summary>
    async Task TellAsync(IExportLease lease, string @case, CancellationToken stop)
    {
        try
        {
            await telling.TellAsync(lease, @case, stop);
        }
        catch (Exception e) when (e is not (HttpRequestException or StoreUnavailableException or OperationCanceledException))
        {
            Measurements.JourneysExported(1, "failed");
            Untold(logger, @case, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The journey of {Case} cannot be told, and is left out until the case changes")]
    static partial void Untold(ILogger logger, string @case, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Journeys cannot be told, and are told later: {Why}")]
    static partial void Failed(ILogger logger, string why);
}
