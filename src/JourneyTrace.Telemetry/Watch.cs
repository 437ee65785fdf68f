using System.Diagnostics.Metrics;
using System.Globalization;
using JourneyTrace.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Telemetry;

/// <summary>
/// Looks every few seconds how far the answers are behind the log, and what waits for people, and keeps it for the gauges: a scrape asks the
/// database nothing. While the database cannot be reached, the gauges of what it says have no value.
/// </summary>
public sealed partial class Watch : BackgroundService
{
    static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    // A transaction that holds readers back for so long is named in the log.
    static readonly TimeSpan HeldBackTooLong = TimeSpan.FromSeconds(10);

    // What waits for people grows: it is counted for no more than a fiftieth of the time, but once a minute at least, as one slow answer says little of the next.
    const int CountedAtMost = 50;
    static readonly TimeSpan CountedAtLeast = TimeSpan.FromMinutes(1);

    static readonly KeyValuePair<string, object?>[] Nobody = Holder("", "");

    readonly IEventLog _log;
    readonly ITraceStore _traces;
    readonly IWatched _watched;
    readonly TimeProvider _time;
    readonly ILogger<Watch> _logger;
    volatile Seen? _seen;
    (int Process, DateTime? Said, DateTime Since, KeyValuePair<string, object?>[] Who)? _holder;
    bool _named;
    bool _away;
    long _counted;
    TimeSpan _countedFor;

    public Watch(IEventLog log, ITraceStore traces, IWatched watched, TimeProvider time, ILogger<Watch> logger)
    {
        (_log, _traces, _watched, _time, _logger) = (log, traces, watched, time, logger);
        var meter = Sources.Meter;
        meter.CreateObservableGauge("journeytrace.database.reachable", () => _seen is null ? 0 : 1, "1", "Whether the database answered at the last look");
        meter.CreateObservableGauge("journeytrace.lag.events", () => Values(s => s.Lag.Events), "{event}", "Committed events that the read models have not seen");
        meter.CreateObservableGauge("journeytrace.lag.time", () => Values(s => s.Lag.Seconds), "s", "Age of the oldest event that the read models have not seen");
        meter.CreateObservableGauge("journeytrace.lag.cases", () => Values(s => s.Lag.Cases), "{case}", "Cases that wait to be traced again for another reason than an event");
        meter.CreateObservableGauge("journeytrace.log.unreadable", () => Values(s => s.Log.Unreadable), "{event}", "Committed events that a running transaction holds back from every reader");
        meter.CreateObservableGauge("journeytrace.log.held.time", HeldTime, "s", "Age of the transaction that holds events back from every reader; 0 where none does. After ten seconds with its process and application");
        meter.CreateObservableGauge("journeytrace.dead_letters.waiting", () => Values(s => s.Waiting.DeadLetters), "{event}", "Rejected events that nobody has mended");
        meter.CreateObservableGauge("journeytrace.findings.open", Findings, "{finding}", "Findings that are not resolved, by type");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quiet = Quiet.Begin();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
                if (_away)
                    Back(_logger);
                _away = false;
            }
            catch (StoreUnavailableException e)
            {
                // Said once for each outage.
                if (!_away)
                    Away(_logger, e.Message);
                (_away, _seen) = (true, null);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _seen = null;
                Failed(_logger, e);
            }
            await Task.Delay(Between, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task LookAsync(CancellationToken stop)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var state = await _log.StateAsync(stop);
        var held = await HeldAsync(now, state, stop);
        _seen = new Seen(await _traces.LagAsync(now, stop), state, held.TotalSeconds, _named ? _holder?.Who : null, await WaitingAsync(stop));
    }

    async Task<WaitingForPeople> WaitingAsync(CancellationToken stop)
    {
        var rest = _countedFor * CountedAtMost;
        if (_seen is { } seen && _time.GetElapsedTime(_counted) < (rest < CountedAtLeast ? rest : CountedAtLeast))
            return seen.Waiting;
        var begun = _time.GetTimestamp();
        var waiting = await _watched.WaitingAsync(stop);
        (_counted, _countedFor) = (_time.GetTimestamp(), _time.GetElapsedTime(begun));
        return waiting;
    }

    /// <summary>For how long a transaction has held readers back; one that does so for too long is named.</summary>
    async Task<TimeSpan> HeldAsync(DateTime now, LogState state, CancellationToken stop)
    {
        if (state.Unreadable == 0 || await _watched.OldestTransactionAsync(stop) is not { } oldest)
        {
            (_holder, _named) = (null, false);
            return TimeSpan.Zero;
        }
        // A connection's next transaction is another one.
        if ((_holder?.Process, _holder?.Said) != (oldest.Process, oldest.Since))
            (_holder, _named) = ((oldest.Process, oldest.Since, oldest.Since ?? now, Holder(oldest.Process.ToString(CultureInfo.InvariantCulture), Said(oldest.Application))), false);
        var held = now - _holder!.Value.Since;
        if (!_named && held >= HeldBackTooLong)
        {
            _named = true;
            HeldBack(_logger, state.Unreadable, oldest.Process, Said(oldest.Application), Said(oldest.State), _holder.Value.Since);
        }
        return held > TimeSpan.Zero ? held : TimeSpan.Zero;
    }

    static string Said(string text) => text.Length > 0 ? text : "not to be seen by this login";

    IEnumerable<Measurement<T>> Values<T>(Func<Seen, T> value)
        where T : struct => _seen is { } seen ? [new Measurement<T>(value(seen))] : [];

    IEnumerable<Measurement<double>> HeldTime() => _seen is { } seen ? [new Measurement<double>(seen.HeldSeconds, seen.Holder ?? Nobody)] : [];

    static KeyValuePair<string, object?>[] Holder(string process, string application) => [new("process", process), new("application", application)];

    IEnumerable<Measurement<long>> Findings() =>
        (_seen?.Waiting.OpenFindings ?? []).Select(f => new Measurement<long>(f.Count, new KeyValuePair<string, object?>("type", f.Kind)));

    sealed record Seen(TraceLag Lag, LogState Log, double HeldSeconds, KeyValuePair<string, object?>[]? Holder, WaitingForPeople Waiting);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Events} events are held back by the transaction of process {Process} ({Application}, {State}), open since {Since:O}: end it with pg_terminate_backend({Process})")]
    static partial void HeldBack(ILogger logger, long events, int process, string application, string state, DateTime since);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing is stored or answered until the database is back: {Why}")]
    static partial void Away(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database is back")]
    static partial void Back(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "The lag could not be looked at; it is looked at again")]
    static partial void Failed(ILogger logger, Exception e);
}
