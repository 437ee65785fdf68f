using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using JourneyTrace.Webhooks;

namespace JourneyTrace.Tracer.Webhooks;

/// <summary>
/// Sends what webhooks are told. Looks at each address that a name stands for before it connects to that very address: a name that stands for another one
/// a moment later leads nowhere else. Follows no redirects, takes no proxy of the environment, waits ten seconds.
/// </summary>
/// <param name="privateToo">Whether others than public addresses are allowed.</param>
public sealed class WebhookSender(bool privateToo) : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = Patience, PooledConnectionLifetime = TimeSpan.FromMinutes(2), MaxResponseHeadersLength = 16,
        // Its requests are ours, and no part of what was traced.
        ActivityHeadersPropagator = null,
        ConnectCallback = (context, stop) => ConnectAsync(context.DnsEndPoint, privateToo, stop),
    }) { Timeout = Patience };

    /// <summary>Null where it was answered with success, else why not.</summary>
    public async Task<string?> SendAsync(string url, string id, byte[] body, string signature, CancellationToken stop)
    {
        if (PublicAddress.WhyNot(url, privateToo) is { } why)
            return "The address " + why;
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation(WebhookSignature.Header, signature);
        request.Headers.TryAddWithoutValidation("JourneyTrace-Id", id);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("JourneyTrace", "1"));
        try
        {
            // What it answers is of no interest, and may be long.
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            return answer.IsSuccessStatusCode ? null : $"It answered {(int)answer.StatusCode}";
        }
        catch (HttpRequestException e)
        {
            return e.InnerException is RefusedAddressException refused ? refused.Message : "It could not be reached: " + e.Message;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return $"It did not answer within {Patience.TotalSeconds:0} seconds";
        }
    }

    public void Dispose() => _http.Dispose();

    static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool privateToo, CancellationToken stop)
    {
        var addresses = IPAddress.TryParse(to.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(to.Host, stop);
        var allowed = addresses.Where(address => privateToo || PublicAddress.Is(address)).ToArray();
        if (allowed.Length == 0 && addresses.Length > 0)
            throw new RefusedAddressException($"'{to.Host}' stands for an address that is not of the public internet; the operator may allow such ones (--webhooks-to-private)");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, to.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A name stands for an address that nothing is sent to.</summary>
sealed class RefusedAddressException(string message) : IOException(message);
