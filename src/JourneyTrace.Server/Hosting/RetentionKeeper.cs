using JourneyTrace.Personal;
using JourneyTrace.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Server.Hosting;

/// <summary>Destroys what was kept for as long as the tenant's rules say, every hour. Any number of servers may do so.</summary>
sealed partial class RetentionKeeper(IPersonalData personal, PersonalVault vault, TimeProvider time, ILogger<RetentionKeeper> logger) : BackgroundService
{
    static readonly TimeSpan Between = TimeSpan.FromHours(1);

    /// <summary>Does it now.</summary>
    /// <exception cref="StoreUnavailableException">Something may be left until the next time.</exception>
    public async Task<ForgottenData> ForgetOldAsync(CancellationToken stop)
    {
        var forgotten = await personal.ForgetOldAsync(await personal.RetentionAsync(stop), time.GetUtcNow().UtcDateTime, stop);
        if (forgotten.Keys > 0)
            vault.LookAgain();
        if (forgotten.Keys + forgotten.DeadLetters > 0)
            Done(logger, forgotten.Keys, forgotten.Cases, forgotten.DeadLetters);
        return forgotten;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quiet = Telemetry.Quiet.Begin();
        using var timer = new PeriodicTimer(Between, time);
        do
        {
            try
            {
                await ForgetOldAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Kept long enough: {Keys} keys of personal data in {Cases} cases and {DeadLetters} dead letters were destroyed")]
    static partial void Done(ILogger logger, long keys, long cases, long deadLetters);

    [LoggerMessage(Level = LogLevel.Error, Message = "What was kept long enough could not be destroyed; it is tried again in an hour")]
    static partial void Failed(ILogger logger, Exception e);
}
