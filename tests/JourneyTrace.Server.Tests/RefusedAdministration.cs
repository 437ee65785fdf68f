using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using JourneyTrace.Client;

namespace JourneyTrace.Server.Tests;

/// <summary>What an operator asks for that cannot be: it says which field is wrong, and nothing comes of it.</summary>
public sealed class Refused_administration(Refused_administration.Closed closed) : IClassFixture<Refused_administration.Closed>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1/webhooks", """{}""", 422, "/url")]
    [InlineData("v1/webhooks", """{"url":"ftp://example.org"}""", 422, "/url")]
    [InlineData("v1/webhooks", """{"url":"http://example.org/hook"}""", 422, "/url")]
    [InlineData("v1/webhooks", """{"url":"https://user:secret@example.org/"}""", 422, "/url")]
    [InlineData("v1/webhooks", """{"url":"https://localhost/"}""", 422, "/url")]
    [InlineData("v1/webhooks", """{"url":"https://a.localhost/"}""", 422, "/url")]
    [InlineData("v1/webhooks", """{"url":"https://127.0.0.1:8443/"}""", 422, "/url")]
    [InlineData("v1/webhooks", """{"url":"https://2130706433/"}""", 422, "/url")]
    [InlineData("v1/webhooks", """{"url":"https://0x7f.1/"}""", 422, "/url")]
    [InlineData("v1/webhooks", """{"url":"https://[::1]/"}""", 422, "/url")]
    [InlineData("v1/webhooks", """{"url":"https://[::ffff:10.0.0.1]/"}""", 422, "/url")]
    [InlineData("v1/webhooks", """{"url":"https://169.254.169.254/latest/meta-data/"}""", 422, "/url")]
    [InlineData("v1/webhooks", """{"url":"https://example.org/","types":[]}""", 422, "/types")]
    [InlineData("v1/webhooks", """{"url":"https://example.org/","types":["all"]}""", 422, "/types")]
    [InlineData("v1/keys", """{"scopes":["read"]}""", 422, "/name")]
    [InlineData("v1/keys", """{"name":"","scopes":["read"]}""", 422, "/name")]
    [InlineData("v1/keys", """{"name":"a","scopes":[]}""", 422, "/scopes")]
    [InlineData("v1/keys", """{"name":"a","scopes":["root"]}""", 422, "/scopes")]
    [InlineData("v1/keys", """{"name":"a","scopes":["admin",null]}""", 422, "/scopes")]
    [InlineData("v1/keys", """{"name":"a","scopes":["read"],"sources":["\u0000"]}""", 422, "/sources")]
    [InlineData("v1/keys", """{"name":"a","scopes":["read"],"sources":[]}""", 422, "/sources")]
    [InlineData("v1/keys", """{"name":"a","scopes":["read"],"endsAt":"2020-01-01T00:00:00Z"}""", 422, "/endsAt")]
    [InlineData("v1/keys", """{"name":"a","scopes":["read"],"tenant":"nobody"}""", 422, "/tenant")]
    [InlineData("v1/keys", """{"name":"a","scopes":["read"],"surprise":1}""", 400, null)]
    [InlineData("v1/keys", """{"name":"a","scopes":["read"],"scopes":["admin"]}""", 400, null)]
    [InlineData("v1/keys", """[]""", 400, null)]
    [InlineData("v1/keys", "", 400, null)]
    [InlineData("v1/keys", """{"name":"x","scopes":["read"],"requestsPerSecond":0}""", 422, "/requestsPerSecond")]
    [InlineData("v1/keys", """{"name":"x","scopes":["read"],"requestsPerSecond":-1}""", 422, "/requestsPerSecond")]
    [InlineData("v1/keys", """{"name":"x","scopes":["read"],"requestsPerSecond":1e9}""", 422, "/requestsPerSecond")]
    [InlineData("v1/keys", """{"name":"x","scopes":["read"],"eventsPerDay":0}""", 422, "/eventsPerDay")]
    [InlineData("v1/keys", """{"name":"x","scopes":["read"],"eventsPerDay":-5}""", 422, "/eventsPerDay")]
    [InlineData("v1/tenants", """{"name":"Acme"}""", 422, null)]
    [InlineData("v1/tenants", """{"name":""}""", 422, null)]
    [InlineData("v1/tenants", """{"name":"a b"}""", 422, null)]
    [InlineData("v1/tenants", """{"name":"../etc"}""", 422, null)]
    [InlineData("v1/personal/forget", "{}", 422, "")]
    [InlineData("v1/personal/forget", """{"customer":"a","case":"b"}""", 422, "")]
    [InlineData("v1/personal/forget", """{"customer":""}""", 422, "/customer")]
    [InlineData("v1/personal/forget", """{"case":"a\u0000b"}""", 422, "/case")]
    [InlineData("v1/personal/forget", """{"person":"a"}""", 400, "/person")]
    [InlineData("v1/personal/forget", "[]", 400, "")]
    [InlineData("v1/personal/export", """{"case":"c-1"}""", 422, "/customer")]
    [InlineData("v1/personal/export", """{"customer":"nobody"}""", 404, "")]
    [InlineData("v1/personal/export?customer=a", """{"customer":"nobody"}""", 400, "?customer")]
    public async Task It_is_refused_by_name(string path, string body, int status, string? pointer)
    {
        var server = closed.Server.AsOperator;
        using var answer = await server.PostAsync(path, new StringContent(body, new MediaTypeHeaderValue("application/json")), Stop);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal(status, (int)answer.StatusCode);
        if (pointer is not null)
            Assert.Equal(pointer, problem.TryGetProperty("pointer", out var at) ? at.GetString() : "");
        Assert.Empty((await server.GetFromJsonAsync<KeyList>("v1/keys", Wire.Options, Stop))!.Items);
        Assert.Empty((await server.GetFromJsonAsync<JsonElement>("v1/webhooks", Stop)).GetProperty("items").EnumerateArray());
        Assert.DoesNotContain((await server.GetFromJsonAsync<JsonElement>("v1/tenants", Stop)).GetProperty("items").EnumerateArray(), tenant => tenant.GetProperty("name").GetString() != "default");
    }

    /// <summary>A server with the operator's key and no other, for all of them.</summary>
    public sealed class Closed(Cluster cluster) : IAsyncLifetime
    {
        /// <summary>Who is asked.</summary>
        public KeyedServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await KeyedServer.StartAsync(await cluster.Server.NewDatabaseAsync());

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
