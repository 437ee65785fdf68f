using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using JourneyTrace.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace JourneyTrace.Server.Tests;

/// <summary>An OIDC issuer on this machine: its configuration, its keys, and the tokens it would give.</summary>
public sealed class LocalIssuer : IDisposable
{
    readonly HttpListener _listener = new();
    readonly JsonWebTokenHandler _handler = new();
    RsaSecurityKey _key = NewKey();

    public LocalIssuer()
    {
        Address = $"http://127.0.0.1:{Programs.FreePort()}/realms/company";
        _listener.Prefixes.Add(new Uri(Address).GetLeftPart(UriPartial.Authority) + "/");
        _listener.Start();
        _ = Task.Run(AnswerAsync);
    }

    public string Address { get; }

    /// <summary>Its public key, as everybody can read it.</summary>
    public byte[] PublicKey => _key.Rsa.ExportSubjectPublicKeyInfo();

    /// <summary>From now on it signs with another key.</summary>
    public void Rotate() => _key = NewKey();

    /// <summary>A token for somebody who may read, with some claims that are others.</summary>
    public string Token(IDictionary<string, object>? other = null, string? issuer = null, string audience = "journeytrace", TimeSpan? from = null, TimeSpan? lasts = null, SigningCredentials? signed = null)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = "u-1", ["preferred_username"] = "ada", ["roles"] = new[] { "journeytrace.read", "something-else" } };
        foreach (var (name, value) in other ?? new Dictionary<string, object>(StringComparer.Ordinal))
            claims[name] = value;
        var begins = DateTime.UtcNow + (from ?? TimeSpan.Zero);
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address, Audience = audience, Claims = claims, NotBefore = begins, IssuedAt = begins, Expires = begins + (lasts ?? TimeSpan.FromMinutes(5)),
            SigningCredentials = signed ?? new SigningCredentials(_key, "RS256"),
        });
    }

    public void Dispose() => _listener.Close();

    static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };

    async Task AnswerAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            var path = context.Request.Url!.AbsolutePath;
            object? answer = path.EndsWith("/.well-known/openid-configuration", StringComparison.Ordinal) ? new { issuer = Address, jwks_uri = Address + "/keys", id_token_signing_alg_values_supported = new[] { "RS256" } }
                : path.EndsWith("/keys", StringComparison.Ordinal) ? new { keys = new[] { Published() } } : null;
            context.Response.StatusCode = answer is null ? 404 : 200;
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer));
            context.Response.Close();
        }
    }

    object Published()
    {
        var key = _key.Rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = _key.KeyId, n = Base64UrlEncoder.Encode(key.Modulus!), e = Base64UrlEncoder.Encode(key.Exponent!) };
    }
}
