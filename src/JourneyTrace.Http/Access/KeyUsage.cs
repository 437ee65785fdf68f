using System.Collections.Concurrent;
using JourneyTrace.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Http.Access;

/// <summary>
/// Holds keys, and people with tokens, to their limits. Requests are counted by each server for itself, events by all of them together: what was taken is added up in the database
/// every two seconds, so that a quota may be overrun by what comes in that time, and by the portion of a stream that crosses it.
/// </summary>
public sealed partial class KeyUsage(IApiKeys keys, TimeProvider time, ILogger<KeyUsage> logger) : BackgroundService
{
    static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    readonly ConcurrentDictionary<string, RequestBucket> _buckets = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<(string Tenant, string Key), Day> _days = new();

    DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>Turns away who asks too much.</summary>
    /// <exception cref="ProblemException">With the time to wait in the response's Retry-After.</exception>
    public void Check(HttpContext http, Caller caller, Scope needed)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(caller);
        if (caller is not { Id: { } id, Limits: { } limits })
            return;
        if (limits.RequestsPerSecond is { } rate && _buckets.GetOrAdd(id, _ => new RequestBucket(time)).Take(rate) is { } wait)
            throw Refused(http, wait, Problem.RateLimited, FormattableString.Invariant($"'{caller.Name}' may ask {rate:0.###} times a second"));
        if (needed == Scope.Intake)
            CheckQuota(http, caller);
    }

    /// <summary>Turns away who has posted what he may.</summary>
    /// <exception cref="ProblemException">With the time to wait in the response's Retry-After.</exception>
    public void CheckQuota(HttpContext http, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(caller);
        if (caller is { Id: { } id, Limits.EventsPerDay: { } most } && _days.TryGetValue((caller.Tenant, id), out var day) && day.Total(Today) >= most)
            throw Refused(http, time.GetUtcNow().UtcDateTime.Date.AddDays(1) - time.GetUtcNow().UtcDateTime, Problem.QuotaExceeded, FormattableString.Invariant($"This key may post {most} events a day (UTC), and has"));
    }

    /// <summary>Counts accepted events, and those that were rejected, as they are kept, too.</summary>
    public void Count(Caller caller, long events)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (caller is { Id: { } id, Limits.EventsPerDay: not null } && events > 0)
            _days.GetOrAdd((caller.Tenant, id), _ => new Day()).Add(Today, events);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryExchangeAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quiet = Telemetry.Quiet.Begin();
        using var timer = new PeriodicTimer(Between);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryExchangeAsync(stoppingToken);
    }

    /// <summary>Also asks for the sums of keys that were quiet here: others may have posted with them.</summary>
    async Task TryExchangeAsync(CancellationToken stop)
    {
        foreach (var key in await LimitedAsync(stop))
            _days.GetOrAdd(key, _ => new Day());
        var today = Today;
        var some = _days.Select(day => (day.Key.Tenant, day.Key.Key, Day: day.Value, Events: day.Value.Take(today))).ToList();
        if (some.Count == 0)
            return;
        try
        {
            var sums = await keys.CountAsync([.. some.Select(s => (s.Tenant, s.Key, s.Events))], today, stop);
            foreach (var (_, key, day, _) in some)
                day.Known(today, sums.GetValueOrDefault(key));
        }
        catch (StoreUnavailableException)
        {
            GiveBack(some, today);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            GiveBack(some, today);
            Failed(logger, e);
        }
    }

    static void GiveBack(List<(string Tenant, string Key, Day Day, long Events)> some, DateOnly today)
    {
        foreach (var (_, _, day, events) in some)
            day.GiveBack(today, events);
    }

    async Task<IReadOnlyList<(string Tenant, string Key)>> LimitedAsync(CancellationToken stop)
    {
        try
        {
            return [.. (await keys.AllAsync(stop)).Where(key => key.EventsPerDay is not null && !(key.EndsAt <= time.GetUtcNow().UtcDateTime)).Select(key => (key.Tenant, key.Id))];
        }
        catch (StoreUnavailableException)
        {
            return [];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Failed(logger, e);
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What keys posted could not be added up; each server counts by itself meanwhile")]
    static partial void Failed(ILogger logger, Exception e);

    static ProblemException Refused(HttpContext http, TimeSpan wait, Problem problem, string detail)
    {
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new ProblemException(problem, detail);
    }

    /// <summary>What a key posted on a day: as the database knows it, and what it is still to hear of.</summary>
    sealed class Day
    {
        readonly Lock _lock = new();
        DateOnly _day;
        long _known, _new;

        public long Total(DateOnly today)
        {
            lock (_lock)
                return _day == today ? _known + _new : 0;
        }

        public void Add(DateOnly today, long events)
        {
            lock (_lock)
            {
                Turn(today);
                _new += events;
            }
        }

        public long Take(DateOnly today)
        {
            lock (_lock)
            {
                Turn(today);
                // It counts as known from now on, so that nothing is let through meanwhile.
                var taken = _new;
                (_known, _new) = (_known + taken, 0);
                return taken;
            }
        }

        public void GiveBack(DateOnly today, long taken)
        {
            lock (_lock)
            {
                Turn(today);
                (_known, _new) = (Math.Max(0, _known - taken), _new + taken);
            }
        }

        public void Known(DateOnly today, long sum)
        {
            lock (_lock)
            {
                Turn(today);
                _known = sum;
            }
        }

        void Turn(DateOnly today)
        {
            if (_day != today)
                (_day, _known, _new) = (today, 0, 0);
        }
    }
}
