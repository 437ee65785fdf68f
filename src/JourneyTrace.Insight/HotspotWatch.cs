using JourneyTrace.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Insight;

/// <summary>
/// Looks at the hotspots by link and by cause whenever cases were traced, and tells which became new, ongoing, regressed or resolved. It asks as people ask, so it lives
/// where the read models are in memory anyway; of several, one tells.
/// </summary>
public sealed partial class HotspotWatch(IAnswers answers, IFindings findings, IFreshness freshness, TimeProvider time, ILogger<HotspotWatch> logger) : BackgroundService
{
    static readonly TimeSpan Between = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Period = TimeSpan.FromDays(30);

    // A report over many promises is given room: it takes at most this part of the time.
    const int Sparing = 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quiet = Quiet.Begin();
        DateTime? seen = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Between;
            try
            {
                var traced = await findings.TracedAtAsync(stoppingToken);
                // Where answers come from a replica, it is to know what was traced.
                if (traced is not null && traced != seen && await freshness.ReachAsync(0, Between, stoppingToken))
                {
                    var begun = time.GetTimestamp();
                    if (await LookAsync(stoppingToken))
                        seen = traced;
                    pause = Longer(pause, time.GetElapsedTime(begun) * Sparing);
                }
            }
            catch (StoreUnavailableException)
            {
                // The tracer says so; this looks again.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(logger, e);
            }
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task<bool> LookAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var trend = new Trend(now - 2 * Period, now - Period, now);
        // Nothing that fell due before these periods says how it goes now; but whether there was trouble before is asked of all.
        var filter = new Filter(null, null, null, null, null, null, null, null);
        var states = new List<(string Key, string State)>();
        foreach (var by in new[] { HotspotKey.Link, HotspotKey.Cause })
        {
            var counts = await answers.HotspotsAsync(by, filter, trend, [], stop);
            states.AddRange(counts.Keys.Where(k => k.State is not null).Select(k => ($"{by.ToString().ToLowerInvariant()}:{k.Key}", k.State!)));
        }
        return await findings.TellHotspotsAsync(states, stop);
    }

    static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    [LoggerMessage(Level = LogLevel.Error, Message = "The hotspots could not be looked at; they are looked at again")]
    static partial void Failed(ILogger logger, Exception e);
}
