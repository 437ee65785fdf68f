using JourneyTrace.Sealing;
using JourneyTrace.Storage;
using JourneyTrace.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Tracer;

/// <summary>Seals what was appended: a block as soon as it is full, and what there is after ten seconds. Of several, one is first.</summary>
public sealed partial class LogSealer(IEventLog log, ILogSeals seals, TimeProvider time, ILogger<LogSealer> logger) : BackgroundService
{
    /// <summary>The most events of a block.</summary>
    public const int Largest = 4096;

    static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    // What a log says elsewhere, nobody who may write into the database can change.
    static readonly TimeSpan HeadsApart = TimeSpan.FromMinutes(10);

    long? _saidAt;

    // Sealing takes at most this part of the time, as appending and tracing come first.
    const int Sparing = 5;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quiet = Quiet.Begin();
        var sealedAt = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            var (began, pause) = (time.GetTimestamp(), Between);
            try
            {
                var most = await SealAsync(time.GetElapsedTime(sealedAt) >= Longest, stoppingToken);
                if (most > 0)
                    sealedAt = time.GetTimestamp();
                if (most == Largest)
                    pause = time.GetElapsedTime(began) * Sparing;
            }
            catch (StoreUnavailableException)
            {
                // The watch says so.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(logger, e);
            }
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Seals the next block; says how many events it holds.</summary>
    /// <param name="some">Whether it may be less than full.</param>
    async Task<int> SealAsync(bool some, CancellationToken stop)
    {
        var last = await seals.LastAsync(stop);
        var slice = await log.ReadAsync(last?.End ?? default, Largest, stop);
        if (slice.Events.Count == 0 || (slice.Events.Count < Largest && !some))
            return 0;
        var now = time.GetUtcNow().UtcDateTime;
        var seal = Seal.Of(last, slice, new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc));
        if (await seals.TryAddAsync(seal, stop) && (_saidAt is not { } saidAt || time.GetElapsedTime(saidAt) >= HeadsApart))
        {
            _saidAt = time.GetTimestamp();
            var head = Convert.ToHexStringLower(seal.Head);
            Sealed(logger, seal.Number, head);
        }
        return slice.Events.Count;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The log is sealed up to block {Number}: verify --head {Head} holds it to that")]
    static partial void Sealed(ILogger logger, long number, string head);

    [LoggerMessage(Level = LogLevel.Error, Message = "The log could not be sealed; it is tried again")]
    static partial void Failed(ILogger logger, Exception e);
}
