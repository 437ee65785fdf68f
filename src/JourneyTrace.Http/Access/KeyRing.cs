using System.Collections.Concurrent;
using System.Security.Cryptography;
using JourneyTrace.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Http.Access;

/// <summary>
/// The keys that are worth something now. Read anew every two seconds, so that one that was revoked anywhere is worth nothing within five. While the
/// database is away the last ones known hold.
/// </summary>
/// <param name="operatorKey">A key that the environment names, of whoever runs the server; null for none.</param>
/// <param name="tokens">Whether tokens of an issuer are taken, too: then nobody comes in without one or a key.</param>
public sealed partial class KeyRing(IApiKeys keys, string? operatorKey, bool tokens, TimeProvider time, ILogger<KeyRing> logger) : BackgroundService
{
    static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    readonly byte[]? _operator = operatorKey is null ? null : KeyText.Hash(operatorKey);
    readonly SemaphoreSlim _reading = new(1, 1);
    readonly ConcurrentDictionary<string, CancellationTokenSource> _going = new(StringComparer.Ordinal);
    IReadOnlyDictionary<string, ApiKey> _known = new Dictionary<string, ApiKey>(StringComparer.Ordinal);

    /// <summary>Whether anybody may do everything: no key was ever made, the environment names none, and no tokens are taken.</summary>
    public bool IsOpen => _operator is null && !tokens && Known.Count == 0;

    /// <summary>Every key that there is, also those that ended.</summary>
    public IEnumerable<ApiKey> All => Known.Values;

    IReadOnlyDictionary<string, ApiKey> Known => Volatile.Read(ref _known);

    /// <summary>Who comes in with this; null for nobody.</summary>
    public Caller? Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_operator is not null && CryptographicOperations.FixedTimeEquals(KeyText.Hash(text), _operator))
            return new Caller(Caller.DefaultTenant, "operator", "the operator", Scope.All, null, IsOperator: true);
        if (KeyText.Read(text) is not var (id, hash) || !Known.TryGetValue(id, out var key) || !CryptographicOperations.FixedTimeEquals(hash, key.Hash))
            return null;
        return key.EndsAt <= time.GetUtcNow().UtcDateTime ? null : new Caller(key.Tenant, key.Id, key.Name, Scopes.Of(key.Scopes), key.Sources, IsOperator: false) { Limits = new KeyLimits(key.RequestsPerSecond, key.EventsPerDay) };
    }

    /// <summary>Reads the keys now.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached; those known before hold.</exception>
    public async Task RefreshAsync(CancellationToken stop)
    {
        // One after the other: what was read before a key was revoked is never written over what was read after.
        await _reading.WaitAsync(stop);
        try
        {
            Volatile.Write(ref _known, await ReadAsync(stop));
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Is cancelled when the caller's key is worth nothing any more: what goes on for long ends with it.</summary>
    public CancellationToken WhileWorthSomething(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return caller.Id is not { } id || !Known.ContainsKey(id) ? CancellationToken.None : _going.GetOrAdd(id, _ => new CancellationTokenSource()).Token;
    }

    public override void Dispose()
    {
        _reading.Dispose();
        base.Dispose();
    }

    async Task<IReadOnlyDictionary<string, ApiKey>> ReadAsync(CancellationToken stop) =>
        new Dictionary<string, ApiKey>((await keys.AllAsync(stop)).DistinctBy(key => key.Id, StringComparer.Ordinal).Select(key => KeyValuePair.Create(key.Id, key)), StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quiet = Telemetry.Quiet.Begin();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Between, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await RefreshAsync(stoppingToken);
                EndWhatGoesOn();
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

    void EndWhatGoesOn()
    {
        foreach (var (id, going) in _going)
        {
            if ((!Known.TryGetValue(id, out var key) || key.EndsAt <= time.GetUtcNow().UtcDateTime) && _going.TryRemove(id, out _))
                going.Cancel();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The keys cannot be read; those known before hold")]
    static partial void Failed(ILogger logger, Exception e);
}
