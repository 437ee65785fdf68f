using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using JourneyTrace.Client;
using Microsoft.IdentityModel.Tokens;

namespace JourneyTrace.Server.Tests;

/// <summary>Whatever goes wrong, no key, token, password or secret stands in what the server says, in the audit log, or in a table that holds none.</summary>
public sealed class KeepingSecrets
{
    [Fact]
    public async Task Nothing_secret_is_logged()
    {
        using var issuer = new LocalIssuer();
        using var stranger = new LocalIssuer();
        var (password, personal) = ("database-" + Guid.NewGuid(), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        var own = new Cluster();
        await own.InitializeAsync();
        var database = await own.Server.NewDatabaseAsync() + ";Password=" + password;
        await using var server = await KeyedServer.StartAsync(database, new Dictionary<string, string>(StringComparer.Ordinal) { ["JOURNEYTRACE_OIDC_ISSUER"] = issuer.Address, ["JOURNEYTRACE_PERSONAL_KEY"] = personal });
        var (client, made) = await server.WithAsync(new NewKey("crm", ["intake", "read", "admin", "personal"]));
        var hook = (await (await client.PostAsJsonAsync("v1/webhooks", new NewWebhook("https://hooks.example.org/"), Wire.Options)).Content.ReadFromJsonAsync<MadeWebhook>(Wire.Options))!;
        string[] tokens =
        [
            issuer.Token(), stranger.Token(issuer: issuer.Address), issuer.Token(lasts: TimeSpan.FromSeconds(-300), from: TimeSpan.FromMinutes(-10)),
            issuer.Token(signed: new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)) { KeyId = "own" }, "RS256")),
        ];
        foreach (var token in tokens)
            await server.As(token).GetAsync("v1/hotspots");
        var wrong = made.Key[..^1] + (made.Key[^1] == 'a' ? 'b' : 'a');
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.As(wrong).GetAsync("v1/hotspots")).StatusCode);
        await server.As(null).PostAsJsonAsync("v1/session", new SessionKey(wrong));
        await server.As(null).PostAsJsonAsync("v1/session", new SessionKey(made.Key));
        var rotated = (await (await server.AsOperator.PostAsJsonAsync($"v1/keys/{made.Item.Id}/rotate", new Rotation(60), Wire.Options)).Content.ReadFromJsonAsync<MadeKey>(Wire.Options))!;
        await KeyedServer.PostAsync(client, "a");
        await client.PostAsync("v1/personal/forget", new StringContent("{"));
        var audit = await AuditAsync(server.AsOperator, $"v1/keys/{made.Item.Id}/rotate");
        string[] kept = [KeyedServer.Operator, password, personal, hook.Secret, wrong, .. new[] { made.Key, rotated.Key }.Select(key => key.Split('_', 3)[2]), .. tokens.Select(token => token.Split('.')[2])];
        foreach (var secret in kept)
            Assert.Equal([], await PersonalCompany.StandsInAsync(database, secret));
        // Of a key its hash is kept.
        Assert.Equal(["journeytrace.api_keys"], await PersonalCompany.StandsInAsync(database, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(made.Key.Split('_', 3)[2])))));
        // Without its database it says more than ever.
        await own.DisposeAsync();
        await server.As(tokens[0]).GetAsync("v1/cases");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("v1/cases")).StatusCode);
        await KeyedServer.PostAsync(client, "b");
        string[] secrets =
        [
            KeyedServer.Operator, password, personal, Convert.ToHexString(Convert.FromBase64String(personal)), hook.Secret, wrong, .. new[] { made.Key, rotated.Key }.Select(key => key.Split('_', 3)[2]), .. tokens.Select(token => token.Split('.')[2]),
        ];
        foreach (var secret in secrets)
        {
            Assert.True(secret.Length > 20, secret);
            Assert.DoesNotContain(secret, server.Said, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, audit, StringComparison.OrdinalIgnoreCase);
        }
        Assert.Contains("cannot be reached", server.Said + await (await client.GetAsync("v1/cases")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>The audit log, when it holds that something was asked: it is written up to a second later.</summary>
    static async Task<string> AuditAsync(HttpClient client, string asked)
    {
        var audit = "";
        await Eventually.HoldsAsync($"{asked} does not stand in the audit log", async () => (audit = await client.GetStringAsync("v1/audit?limit=1000")).Contains(asked, StringComparison.Ordinal));
        return audit;
    }
}
