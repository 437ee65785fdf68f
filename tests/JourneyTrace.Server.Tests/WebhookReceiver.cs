using System.Collections.Concurrent;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Server.Tests;

/// <summary>Somebody who is told what was found: on this machine, as an integrator would write it.</summary>
sealed class WebhookReceiver : IAsyncDisposable
{
    readonly WebApplication _app;

    WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>What it answers, by how many requests came before.</summary>
    public Func<int, int> Status { get; set; } = _ => 200;

    /// <summary>What it waits before it answers.</summary>
    public TimeSpan Pause { get; set; }

    public ConcurrentQueue<Request> Requests { get; } = new();

    /// <summary>What it answered with success, the first time that each came.</summary>
    public IReadOnlyList<WebhookEvent> Taken => [.. Requests.Where(r => r.Status == 200).Select(r => r.Event).DistinctBy(e => e.Id)];

    public string Address => _app.Urls.First() + "/hook";

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new WebhookReceiver(builder.Build());
        receiver._app.MapPost("/hook", receiver.TakeAsync);
        receiver._app.MapPost("/moved", () => Results.Redirect(receiver.Address, permanent: false, preserveMethod: true));
        await receiver._app.StartAsync();
        return receiver;
    }

    async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        await Task.Delay(Pause);
        var status = Status(Requests.Count);
        http.Response.StatusCode = status;
        Requests.Enqueue(new Request(
            JsonSerializer.Deserialize<WebhookEvent>(body.ToArray(), Wire.Options)!, body.ToArray(), http.Request.Headers[WebhookSignature.Header].ToString(), http.Request.Headers["JourneyTrace-Id"].ToString(), status));
    }

    /// <summary>Waits until so many different ones were taken.</summary>
    public Task<IReadOnlyList<WebhookEvent>> TakenAsync(int count) => UntilAsync(taken => taken.Count >= count);

    /// <summary>Waits until one was taken.</summary>
    public Task<IReadOnlyList<WebhookEvent>> TakenAsync(Func<WebhookEvent, bool> one) => UntilAsync(taken => taken.Any(one));

    async Task<IReadOnlyList<WebhookEvent>> UntilAsync(Predicate<IReadOnlyList<WebhookEvent>> isEnough)
    {
        var taken = Taken;
        await Eventually.HoldsAsync("What was waited for does not come", () => Task.FromResult(isEnough(taken = Taken)));
        return taken;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public sealed record Request(WebhookEvent Event, byte[] Body, string Signature, string Id, int Status);
}
