using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using JourneyTrace.Client;
using Microsoft.IdentityModel.Tokens;

namespace JourneyTrace.Server.Tests;

/// <summary>People come in with tokens of their company's issuer, and with nothing that only looks like one.</summary>
public sealed class Tokens_of_people(Cluster cluster)
{
    [Fact]
    public async Task Roles_are_scopes_and_the_tenant_is_the_tokens()
    {
        using var issuer = new LocalIssuer();
        await using var server = await StartAsync(issuer);
        await server.AsOperator.PostAsJsonAsync("v1/tenants", new TenantItem("acme"), Wire.Options);
        await KeyedServer.PostAsync(server.AsOperator, "of-default");

        var ada = server.As(issuer.Token());
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync("v1/hotspots")).StatusCode);
        Assert.Single((await ada.GetFromJsonAsync<JsonElement>("v1/sources")).GetProperty("items").EnumerateArray());
        Assert.Equal(HttpStatusCode.Forbidden, (await KeyedServer.PostAsync(ada, "x")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await ada.GetAsync("v1/keys")).StatusCode);
        var session = (await ada.GetFromJsonAsync<SessionState>("v1/session", Wire.Options))!;
        Assert.Equal((false, "default", "ada", "read"), (session.Open, session.Tenant, session.Name, string.Join(',', session.Scopes)));

        var admin = server.As(issuer.Token(Claims("roles", new[] { "journeytrace.admin", "journeytrace.read" })));
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("v1/keys")).StatusCode);
        // An admin of a tenant is not the operator.
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.GetAsync("v1/tenants")).StatusCode);
        var one = server.As(issuer.Token(Claims("roles", "journeytrace.read")));
        Assert.Equal(HttpStatusCode.OK, (await one.GetAsync("v1/hotspots")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.As(issuer.Token(Claims("roles", Array.Empty<string>()))).GetAsync("v1/hotspots")).StatusCode);

        var acme = server.As(issuer.Token(Claims("tenant", "acme")));
        Assert.Empty((await acme.GetFromJsonAsync<JsonElement>("v1/sources")).GetProperty("items").EnumerateArray());
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.As(issuer.Token(Claims("tenant", "nobody"))).GetAsync("v1/sources")).StatusCode);
    }

    [Fact]
    public async Task What_only_looks_like_a_token_is_none()
    {
        using var issuer = new LocalIssuer();
        using var stranger = new LocalIssuer();
        await using var server = await StartAsync(issuer);
        var good = issuer.Token();
        var parts = good.Split('.');
        var unsigned = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""") + "." + parts[1] + ".";
        var more = parts[0] + "." + Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("journeytrace.read", "journeytrace.admin", StringComparison.Ordinal)) + "." + parts[2];
        foreach (var (what, token) in new[]
        {
            ("another issuer's", stranger.Token()), ("another's, in this one's name", stranger.Token(issuer: issuer.Address)), ("for another audience", issuer.Token(audience: "mail")),
            ("over", issuer.Token(from: TimeSpan.FromMinutes(-10), lasts: TimeSpan.FromMinutes(5))), ("of tomorrow", issuer.Token(from: TimeSpan.FromHours(20))),
            ("not signed", unsigned), ("with other claims", more), ("without its signature", parts[0] + "." + parts[1] + "."),
            ("signed with the public key as a secret", issuer.Token(signed: new SigningCredentials(new SymmetricSecurityKey(issuer.PublicKey), "HS256"))),
            ("signed with a key of its own", issuer.Token(signed: new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)) { KeyId = "own" }, "RS256"))),
            ("nonsense", "a.b.c"), ("empty", ".."), ("long", new string('a', 9000) + ".b.c"),
        })
        {
            var answer = await server.As(token).GetAsync("v1/hotspots");
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{what}: {answer.StatusCode}");
        }
        Assert.Equal(HttpStatusCode.OK, (await server.As(good).GetAsync("v1/hotspots")).StatusCode);
    }

    [Fact]
    public async Task A_new_key_of_the_issuer_is_learnt()
    {
        using var issuer = new LocalIssuer();
        await using var server = await StartAsync(issuer);
        Assert.Equal(HttpStatusCode.OK, (await server.As(issuer.Token()).GetAsync("v1/hotspots")).StatusCode);
        issuer.Rotate();
        var client = server.As(issuer.Token());
        await Eventually.HoldsAsync("The new key is not learnt", async () => (await client.GetAsync("v1/hotspots")).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_server_with_an_issuer_is_not_open_and_an_issuer_that_is_none_is_refused()
    {
        using var issuer = new LocalIssuer();
        await using var server = await StartAsync(issuer);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.As(null).GetAsync("v1/hotspots")).StatusCode);
        foreach (var wrong in (string[])["nonsense", "http://login.example/", "ftp://127.0.0.1/"])
        {
            var (code, _, error) = await ServerProcess.RunAsync("serve", "--oidc-issuer", wrong);
            Assert.True(code != 0 && error.Contains("--oidc-issuer", StringComparison.Ordinal), error);
        }
    }

    [Fact]
    public async Task Each_of_them_asks_no_more_often_than_people_may()
    {
        using var issuer = new LocalIssuer();
        await using var server = await StartAsync(issuer, perSecond: "0.05");
        var (ada, bob) = (server.As(issuer.Token()), server.As(issuer.Token(Claims("sub", "bob"))));
        var answers = new List<HttpResponseMessage>();
        // One at once, and the next after twenty seconds.
        for (var i = 0; i < 3; i++)
            answers.Add(await ada.GetAsync("v1/sources"));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], answers.Select(a => a.StatusCode));
        Assert.All(answers.Skip(1), a => Assert.InRange(a.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20)));
        // Another token of hers changes nothing; somebody else's does.
        Assert.Equal(HttpStatusCode.TooManyRequests, (await server.As(issuer.Token()).GetAsync("v1/sources")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await bob.GetAsync("v1/sources")).StatusCode);
        foreach (var wrong in (string[])["0", "-1", "often", "1e9"])
        {
            var (code, _, error) = await ServerProcess.RunAsync("serve", "--oidc-requests-per-second", wrong);
            Assert.True(code != 0 && error.Contains("--oidc-requests-per-second", StringComparison.Ordinal), error);
        }
    }

    static Dictionary<string, object> Claims(string name, object value) => new(StringComparer.Ordinal) { [name] = value };

    async Task<KeyedServer> StartAsync(LocalIssuer issuer, string perSecond = "") => await KeyedServer.StartAsync(
        await cluster.Server.NewDatabaseAsync(),
        new Dictionary<string, string>(StringComparer.Ordinal) { ["JOURNEYTRACE_OIDC_ISSUER"] = issuer.Address, ["JOURNEYTRACE_OIDC_REQUESTS_PER_SECOND"] = perSecond });
}
