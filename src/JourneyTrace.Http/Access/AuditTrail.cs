using System.Threading.Channels;
using JourneyTrace.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Http.Access;

/// <summary>
/// Brings what was asked into the audit log, some at a time, within a second. While the database is away entries wait; where too many do, the newest are
/// lost, and how many is logged. Whoever sends no key that is known cannot fill it: of such requests some a second are noted, and the others counted.
/// </summary>
public sealed partial class AuditTrail(IAuditLog log, TimeProvider time, ILogger<AuditTrail> logger) : BackgroundService
{
    const int MostWaiting = 20_000;
    const int AtOnce = 1000;
    const double StrangersPerSecond = 5;

    static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Together = TimeSpan.FromMinutes(1);

    readonly Channel<AuditEntry> _waiting = Channel.CreateBounded<AuditEntry>(MostWaiting);
    // Taken, and not written yet.
    List<AuditEntry> _some = [];
    readonly RequestBucket _strangers = new(time);
    readonly AuditSums _sums = new();
    long _lost, _turnedAway;

    /// <summary>Is kept soon.</summary>
    public void Add(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Caller.Length == 0 && _strangers.Take(StrangersPerSecond) is not null)
            Interlocked.Increment(ref _turnedAway);
        else if (!_waiting.Writer.TryWrite(entry))
            Interlocked.Increment(ref _lost);
    }

    /// <summary>Is kept within a minute, together with others of the same key and answer.</summary>
    public void Add(AuditEntry entry, AuditedPost post)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(post);
        _sums.Add(entry, post);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        AddSums();
        _waiting.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
        while ((_some.Count > 0 ? _some : TakeSome()) is { Count: > 0 } some && await TryWriteAsync(some, cancellationToken))
            _some = [];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quiet = Telemetry.Quiet.Begin();
        await using var minutes = time.CreateTimer(_ => AddSums(), null, Together, Together);
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(Gathering, stoppingToken);
            _some = TakeSome();
            while (!await TryWriteAsync(_some, stoppingToken))
                await Task.Delay(AfterOutage, stoppingToken);
            _some = [];
            if (Interlocked.Exchange(ref _lost, 0) is > 0 and var lost)
                Lost(logger, lost);
        }
    }

    void AddSums()
    {
        foreach (var entry in _sums.Take())
            Add(entry);
        if (Interlocked.Exchange(ref _turnedAway, 0) is > 0 and var turnedAway)
            TurnedAway(logger, turnedAway);
    }

    List<AuditEntry> TakeSome()
    {
        var some = new List<AuditEntry>();
        while (some.Count < AtOnce && _waiting.Reader.TryRead(out var entry))
            some.Add(entry);
        return some;
    }

    async Task<bool> TryWriteAsync(List<AuditEntry> entries, CancellationToken stop)
    {
        try
        {
            if (entries.Count > 0)
                await log.AddAsync(entries, stop);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException && entries.Count == 1)
        {
            // No other entry waits for one that cannot be written.
            Unwritten(logger, entries[0].Method, e);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var written = true;
            foreach (var entry in entries)
                written &= await TryWriteAsync([entry], stop);
            return written;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A request ({Method}) is missing in the audit log: it cannot be written")]
    static partial void Unwritten(ILogger logger, string method, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{TurnedAway} requests without a key that is known were turned away in the last minute, and are not in the audit log")]
    static partial void TurnedAway(ILogger logger, long turnedAway);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Lost} requests are missing in the audit log: too many waited to be written")]
    static partial void Lost(ILogger logger, long lost);
}
