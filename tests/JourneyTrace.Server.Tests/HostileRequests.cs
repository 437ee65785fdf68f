using System.Net;
using System.Net.Http.Headers;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Requests that want what is none of theirs: files of the machine, lines of answers and of the log, the stack of whoever reads them.</summary>
public sealed class HostileRequests(AllInOne shape) : IClassFixture<AllInOne>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

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
        foreach (var line in shape.Processes[0].Said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Assert.True(line.StartsWith("{\"Timestamp\"", StringComparison.Ordinal) || line.StartsWith("JourneyTrace (all) listens", StringComparison.Ordinal), line);
    }

    [Fact]
    public async Task Ten_thousand_levels_are_refused_and_a_long_line_as_well()
    {
        var deep = await shape.PostAsync(Told.Json("deep", "case.opened", "c", Told.Monday, "{\"kind\":\"k\",\"x\":" + new string('[', 10_000) + new string(']', 10_000) + "}"));
        Assert.Equal(HttpStatusCode.BadRequest, deep.StatusCode);
        var customer = await shape.PostAsync(Told.Json("deep", "case.opened", "c", Told.Monday, "{\"kind\":\"k\",\"customer\":" + string.Concat(Enumerable.Repeat("{\"customer\":", 10_000)) + "1" + new string('}', 10_001)));
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
            using var answer = await shape.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = body }, Stop);
            Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Stop)}");
        }
    }

    Task<string> AnswerAsync(string request) => RawRequests.AnswerAsync(shape.Processes[0].Address, request, Stop);
}
