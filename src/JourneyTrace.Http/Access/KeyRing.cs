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
public sealed partial class KeyRing(IApiKeys keys, string? operatorKey, TimeProvider time, ILogger<KeyRing> logger) : BackgroundService
{
    static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    readonly byte[]? _operator = operatorKey is null ? null : KeyText.Hash(operatorKey);
    IReadOnlyDictionary<string, ApiKey> _known = new Dictionary<string, ApiKey>(StringComparer.Ordinal);

    /// <summary>Whether anybody may do everything: no key was ever made, and the environment names none.</summary>
    public bool IsOpen => _operator is null && Known.Count == 0;

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
        return key.EndsAt <= time.GetUtcNow().UtcDateTime ? null : new Caller(key.Tenant, key.Id, key.Name, Scopes.Of(key.Scopes), key.Sources, IsOperator: false);
    }

    /// <summary>Reads the keys now.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached; those known before hold.</exception>
    public async Task RefreshAsync(CancellationToken stop) =>
        Volatile.Write(ref _known, new Dictionary<string, ApiKey>((await keys.AllAsync(stop)).DistinctBy(key => key.Id, StringComparer.Ordinal).Select(key => KeyValuePair.Create(key.Id, key)), StringComparer.Ordinal));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quiet = Telemetry.Quiet.Begin();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Between, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await RefreshAsync(stoppingToken);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The keys cannot be read; those known before hold")]
    static partial void Failed(ILogger logger, Exception e);
}
