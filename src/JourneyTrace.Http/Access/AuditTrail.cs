using System.Threading.Channels;
using JourneyTrace.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Http.Access;

/// <summary>
/// Brings what was asked into the audit log, some at a time, within a second. While the database is away entries wait; where too many do, the newest are
/// lost, and how many is logged.
/// </summary>
public sealed partial class AuditTrail(IAuditLog log, ILogger<AuditTrail> logger) : BackgroundService
{
    const int MostWaiting = 20_000;
    const int AtOnce = 1000;

    static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(1);

    readonly Channel<AuditEntry> _waiting = Channel.CreateBounded<AuditEntry>(MostWaiting);
    // Taken, and not written yet.
    List<AuditEntry> _some = [];
    long _lost;

    /// <summary>Is kept soon.</summary>
    public void Add(AuditEntry entry)
    {
        if (!_waiting.Writer.TryWrite(entry))
            Interlocked.Increment(ref _lost);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
        while ((_some.Count > 0 ? _some : TakeSome()) is { Count: > 0 } some && await TryWriteAsync(some, cancellationToken))
            _some = [];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quiet = Telemetry.Quiet.Begin();
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

    [LoggerMessage(Level = LogLevel.Error, Message = "{Lost} requests are missing in the audit log: too many waited to be written")]
    static partial void Lost(ILogger logger, long lost);
}
