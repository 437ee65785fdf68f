using System.Collections.Concurrent;
using System.Net;
using System.Text;
using JourneyTrace.Testing;

namespace JourneyTrace.Operations.Tests;

/// <summary>What a receiver does that will not take what it is sent; a real one cannot be told to.</summary>
public sealed class RefusingReceiver : IAsyncDisposable
{
    readonly HttpListener _listener = new();
    readonly Task _listening;

    public RefusingReceiver(int status, string body)
    {
        Address = new Uri($"http://127.0.0.1:{Programs.FreePort()}");
        _listener.Prefixes.Add(Address + "");
        _listener.Start();
        _listening = ListenAsync(status, Encoding.UTF8.GetBytes(body));
    }

    public Uri Address { get; }

    /// <summary>Each request: the header <c>authorization</c>, and what was sent.</summary>
    public ConcurrentQueue<(string? Authorization, string Body)> Requests { get; } = [];

    async Task ListenAsync(int status, byte[] body)
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                Requests.Enqueue((context.Request.Headers["authorization"], await reader.ReadToEndAsync()));
                context.Response.StatusCode = status;
                if (status is 302)
                    context.Response.RedirectLocation = "/login";
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync(body);
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _listening;
    }
}
