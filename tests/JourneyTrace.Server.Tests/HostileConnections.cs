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

    [Theory]
    [InlineData("GET /../../../../etc/passwd HTTP/1.1")]
    [InlineData("GET /assets/../../../../../etc/passwd HTTP/1.1")]
    [InlineData("GET /assets/..%2f..%2f..%2f..%2fetc%2fpasswd HTTP/1.1")]
    [InlineData("GET /assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd HTTP/1.1")]
    [InlineData("GET /assets/..%5c..%5cetc%5cpasswd HTTP/1.1")]
    [InlineData("GET //etc/passwd HTTP/1.1")]
    [InlineData("GET /journeytrace-server.dll HTTP/1.1")]
    [InlineData("GET /assets/%00 HTTP/1.1")]
    public async Task Paths_lead_to_no_file_of_the_machine(string line)
    {
        var answer = await AnswerAsync(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 (400|404) ", answer);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Theory]
    // A line of ours that is not ours: in an answer, and in the log.
    [InlineData("GET /v1/cases/a%0d%0aSet-Cookie:%20x=1 HTTP/1.1", "\r\nSet-Cookie")]
    [InlineData("GET /v1/cases?q=a%0d%0aX-Injected:%201 HTTP/1.1", "\r\nX-Injected")]
    public async Task No_line_of_an_answer_is_theirs(string line, string injected)
    {
        var answer = await AnswerAsync(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(injected, answer, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>None of these is logged. What others say that is (a case's name, what a receiver answers) is one line of ours: RefusedJourneys tries it.</summary>
    [Fact]
    public async Task No_line_of_the_log_is_theirs()
    {
        await AnswerAsync("GET /v1/cases/a%0a%7B%22LogLevel%22%3A%22Critical%22%7D HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        await AnswerAsync("GET / HTTP/1.1\r\nHost: localhost\r\nTraceparent: 00-a\tb-c\r\nUser-Agent: x\u001b[31m\r\nConnection: close\r\n\r\n");
        await AnswerAsync("GET / HTTP/1.1\r\nHost: evil\r\nHost: other\r\nConnection: close\r\n\r\n");
        await AnswerAsync("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n");
        foreach (var line in _server.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Assert.True(line.StartsWith("{\"Timestamp\"", StringComparison.Ordinal) || line.StartsWith("JourneyTrace (all) listens", StringComparison.Ordinal), line);
    }

    [Fact]
    public async Task Ten_thousand_levels_are_refused_and_a_long_line_as_well()
    {
        var deep = await PostAsync(Told.Json("deep", "case.opened", "c", Told.Monday, "{\"kind\":\"k\",\"x\":" + new string('[', 10_000) + new string(']', 10_000) + "}"));
        Assert.Equal(HttpStatusCode.BadRequest, deep.StatusCode);
        var customer = await PostAsync(Told.Json("deep", "case.opened", "c", Told.Monday, "{\"kind\":\"k\",\"customer\":" + string.Concat(Enumerable.Repeat("{\"customer\":", 10_000)) + "1" + new string('}', 10_001)));
        Assert.Equal(HttpStatusCode.BadRequest, customer.StatusCode);
        var head = await AnswerAsync("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + new string('a', 100_000) + "\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431 ", head, StringComparison.Ordinal);
        var address = await AnswerAsync("GET /" + new string('a', 100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 414 ", address, StringComparison.Ordinal);
    }

    /// <summary>Wherever JSON is taken.</summary>
    [Theory]
    [InlineData("PUT", "v1/catalogue")]
    [InlineData("POST", "v1/catalogue/check")]
    [InlineData("POST", "v1/what-if")]
    [InlineData("POST", "v1/cases/c/what-if")]
    [InlineData("POST", "v1/keys")]
    [InlineData("POST", "v1/keys/none/rotate")]
    [InlineData("POST", "v1/webhooks")]
    [InlineData("PUT", "v1/retention")]
    [InlineData("POST", "v1/personal/forget")]
    [InlineData("POST", "v1/personal/export")]
    [InlineData("POST", "v1/session")]
    [InlineData("POST", "v1/dead-letters")]
    [InlineData("POST", "v1/imports")]
    public async Task Ten_thousand_levels_are_refused_everywhere(string method, string path)
    {
        foreach (var deep in new[] { new string('[', 10_000) + new string(']', 10_000), string.Concat(Enumerable.Repeat("{\"drop\":", 10_000)) + "1" + new string('}', 10_000) })
        {
            HttpContent body = path == "v1/imports"
                ? new MultipartFormDataContent { { new StringContent("format: ocel\ncase: order\ntime: ocel:timestamp\nactivity: ocel:activity\n"), "mapping" }, { new StringContent($"{{\"events\":{deep}}}"), "file", "deep.json" } }
                : new StringContent(deep, new MediaTypeHeaderValue("application/json"));
            using var answer = await _http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = body }, Stop);
            Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Stop)}");
        }
    }

    Task<HttpResponseMessage> PostAsync(string body) => _http.PostAsync("v1/events", new StringContent(body, new MediaTypeHeaderValue("application/json")), Stop);

    async Task<TcpClient> ConnectedAsync(string begin)
    {
        var client = new TcpClient();
        await client.ConnectAsync(_server.Address.Host, _server.Address.Port, Stop);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(begin), Stop);
        return client;
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

    async Task<string> AnswerAsync(string request)
    {
        using var client = await ConnectedAsync(request);
        var answer = new MemoryStream();
        try
        {
            await client.GetStream().CopyToAsync(answer, Stop).WaitAsync(TimeSpan.FromSeconds(20), Stop);
        }
        catch (IOException)
        {
            // It was cut off after its answer.
        }
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
