using System.Globalization;
using System.Text;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Personal;
using JourneyTrace.Storage;
using JourneyTrace.Telemetry;
using JourneyTrace.Webhooks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Tracer.Webhooks;

/// <summary>
/// Tells webhooks the changes of findings: each of them in order, one after the other, and none before the one before it was answered with success. What was
/// answered is written down at once; whatever crashes in between is sent again under the same id. Any number of processes share the work.
/// </summary>
public sealed partial class WebhookWorker(IWebhooks webhooks, IFindings findings, WebhookSender sender, WebhookSettings settings, TimeProvider time, ILogger<WebhookWorker> logger) : BackgroundService
{
    // So many webhooks are told at once: a slow one keeps few others waiting.
    const int AtOnce = 4;
    const int Portion = 100;

    static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(20);
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);
    static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quiet = Quiet.Begin();
        var telling = new List<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            await GuardedAsync(async () =>
            {
                while (telling.Count < AtOnce && await webhooks.LeaseAsync(stoppingToken) is { } lease)
                    telling.Add(GuardedAsync(() => TellAsync(lease, stoppingToken)));
            });
            await Task.Delay(Between, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            telling.RemoveAll(task => task.IsCompleted);
        }
        await Task.WhenAll(telling);
    }

    async Task GuardedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            // The watch says so; what was under way is sent again when its lease has ended.
        }
        catch (Exception e)
        {
            Failed(logger, e);
        }
    }

    /// <summary>What came since, for a while.</summary>
    async Task TellAsync(WebhookLease lease, CancellationToken stop)
    {
        var (began, mark, secret) = (time.GetTimestamp(), lease.Webhook.Mark, Encoding.UTF8.GetString(PersonalCipher.Unwrap(settings.MasterKey, lease.Webhook.Secret)));
        while (time.GetElapsedTime(began) < LongestTurn)
        {
            var changes = await findings.ChangesAsync(mark, Portion, stop);
            foreach (var change in changes)
            {
                if (time.GetElapsedTime(began) >= LongestTurn)
                    break;
                var wanted = lease.Webhook.Types is not { } types || types.Contains(change.Kind, StringComparer.Ordinal);
                if (wanted && await SendAsync(lease.Webhook.Url, secret, change, stop) is { } failure)
                {
                    await GiveBackAsync(lease, failure, stop);
                    return;
                }
                if (wanted && !await webhooks.MoveAsync(lease, change.Mark, 1, stop))
                    return;
                mark = change.Mark;
            }
            if (changes.Count > 0 && !await webhooks.MoveAsync(lease, mark, 0, stop))
                return;
            if (changes.Count < Portion)
                break;
        }
        await webhooks.ReleaseAsync(lease, null, Now, stop);
    }

    Task<string?> SendAsync(string url, string secret, FindingChange change, CancellationToken stop)
    {
        var isHotspot = change.Kind == "hotspot";
        var id = string.Create(CultureInfo.InvariantCulture, $"{change.Mark.Transaction}-{change.Mark.Position}");
        var data = new FindingEvent(change.Kind, change.Case, isHotspot ? null : change.Subject, isHotspot ? change.Subject : null, change.State, change.Link, change.Cause, change.At);
        var body = JsonSerializer.SerializeToUtf8Bytes(new WebhookEvent(id, change.Kind, settings.Tenant, data), Wire.Options);
        return sender.SendAsync(url, id, body, WebhookSignature.Of(secret, time.GetUtcNow(), body), stop);
    }

    async Task GiveBackAsync(WebhookLease lease, string failure, CancellationToken stop)
    {
        var tooLong = Now - lease.Webhook.FailingSince > Patience;
        var pause = TimeSpan.FromSeconds(Math.Min(FirstPause.TotalSeconds * Math.Pow(3, Math.Min(lease.Webhook.Attempts, 20)), LongestPause.TotalSeconds));
        await webhooks.ReleaseAsync(lease, failure, tooLong ? null : Now + pause, stop);
        if (tooLong)
            GivenUp(logger, lease.Webhook.Id, failure);
    }

    DateTime Now => time.GetUtcNow().UtcDateTime;

    [LoggerMessage(Level = LogLevel.Error, Message = "Webhooks could not be told; they are told again")]
    static partial void Failed(ILogger logger, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The webhook {Id} failed for three days and is given up: {Failure}")]
    static partial void GivenUp(ILogger logger, string id, string failure);
}
