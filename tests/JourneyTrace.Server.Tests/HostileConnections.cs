using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>What somebody sends who wants to keep others out, or to get at what is none of his: by connections, not by clients that know how to behave.</summary>
public sealed class HostileConnections(Cluster cluster) : IAsyncLifetime
{
    ServerProcess _server = null!;
    HttpClient _http = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerProcess.StartAsync("serve", "--postgres", await cluster.Server.NewDatabaseAsync());
        _http = new HttpClient { BaseAddress = _server.Address, Timeout = TimeSpan.FromSeconds(10) };
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _server.DisposeAsync();
    }

    [Fact]
    public async Task Hundreds_who_send_a_letter_now_and_then_keep_nobody_out_and_are_cut_off()
    {
        var slow = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 300; i++)
                slow.Add(await ConnectedAsync(i % 2 == 0 ? "GET /v1/hotspots HTTP/1.1\r\nHost: localhost\r\nX-" : "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"));
            var since = Stopwatch.StartNew();
            var open = slow.ToList();
            while (open.Count > 0)
            {
                // Within the ten seconds that this client waits.
                Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync("v1/hotspots", Stop)).StatusCode);
                Assert.True(since.Elapsed < TimeSpan.FromSeconds(40), $"{open.Count} of them are still connected after {since.Elapsed}");
                await Task.Delay(500, Stop);
                var going = await Task.WhenAll(open.Select(async client => (client, Goes: await GoesOnAsync(client))));
                open = [.. going.Where(g => g.Goes).Select(g => g.client)];
            }
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Told.Json("after", "case.opened", "c", Told.Monday, """{"kind":"k"}"""))).StatusCode);
        Assert.True(_server.PeakMemory < 500 << 20, $"{_server.PeakMemory >> 20} MB");
    }

    /// <summary>Each body is within the limits; all of them together are not.</summary>
    [Fact]
    public async Task Many_large_bodies_at_once_do_not_fill_the_memory()
    {
        const int Length = 15 << 20;
        var half = Encoding.ASCII.GetBytes(new string(' ', Length - 100));
        var open = new List<TcpClient>();
        try
        {
            var refused = 0;
            for (var i = 0; i < 40; i++)
            {
                open.Add(await ConnectedAsync($"POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Length}\r\n\r\n"));
                try
                {
                    await open[^1].GetStream().WriteAsync(half, Stop);
                }
                catch (IOException)
                {
                    // It was turned away while it was still sending.
                }
                refused += await IsTurnedAwayAsync(open[^1]) ? 1 : 0;
            }
            Assert.InRange(refused, 10, 39);
            Assert.True(_server.PeakMemory < 900 << 20, $"{_server.PeakMemory >> 20} MB");
        }
        finally
        {
            open.ForEach(client => client.Dispose());
        }
        // What they took is given back.
        for (var i = 0; ; i++)
        {
            var answer = await PostAsync("[" + new string(' ', Length) + Told.Json("large", "case.opened", "c", Told.Monday, """{"kind":"k"}""") + "]");
            if (answer.StatusCode == HttpStatusCode.OK)
                break;
            Assert.True(answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter is not null && i < 50, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Stop)}");
            await Task.Delay(200, Stop);
        }
    }

    /// <summary>Whether an answer has come, which says that there is too much; none has, where more of the body is waited for.</summary>
    static async Task<bool> IsTurnedAwayAsync(TcpClient client)
    {
        if (!client.Client.Poll(50_000, SelectMode.SelectRead))
            return false;
        var answer = new byte[1000];
        try
        {
            var length = await client.GetStream().ReadAsync(answer, Stop);
            Assert.Contains("429", Encoding.ASCII.GetString(answer, 0, length), StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // Cut off after its answer.
        }
        return true;
    }

    /// <summary>Sends one letter more; false where the server has closed the connection.</summary>
    static async Task<bool> GoesOnAsync(TcpClient client)
    {
        try
        {
            await client.GetStream().WriteAsync("a"u8.ToArray(), Stop);
            return !(client.Client.Poll(0, SelectMode.SelectRead) && client.Available == 0);
        }
        catch (IOException)
        {
            return false;
        }
    }

    Task<HttpResponseMessage> PostAsync(string body) => _http.PostAsync("v1/events", new StringContent(body, new MediaTypeHeaderValue("application/json")), Stop);

    Task<TcpClient> ConnectedAsync(string begin) => RawRequests.ConnectedAsync(_server.Address, begin, Stop);
}
