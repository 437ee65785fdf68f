using System.Net;

namespace JourneyTrace.Server.Tests;

/// <summary>A server without keys is this machine's own: whoever reaches it by another name, or for somebody else, is turned away.</summary>
public sealed class Open_on_this_machine(AllInOne shape) : IClassFixture<AllInOne>
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example:5080")]
    public async Task An_open_server_answers_to_its_own_names_alone(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/hotspots") { Headers = { Host = host } };
        var answer = await shape.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.Forbidden, "wrong_origin"), (answer.StatusCode, await answer.CodeAsync()));
    }

    /// <summary>A proxy on this machine asks for somebody else.</summary>
    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Host", "journeytrace.example.org")]
    [InlineData("X-Real-IP", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    public async Task An_open_server_answers_nobody_behind_a_proxy(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/hotspots") { Headers = { { header, value } } };
        var answer = await shape.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.Forbidden, "wrong_origin"), (answer.StatusCode, await answer.CodeAsync()));
    }
}
