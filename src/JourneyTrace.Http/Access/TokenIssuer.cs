using System.Security.Claims;
using System.Text;
using JourneyTrace.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace JourneyTrace.Http.Access;

/// <summary>Whose tokens are taken.</summary>
/// <param name="Issuer">As it names itself; its configuration is at <c>/.well-known/openid-configuration</c> below it.</param>
/// <param name="Audience">Whom its tokens for us are meant for.</param>
/// <param name="Limits">Of each of its people; null for none.</param>
public sealed record TokenIssuerSettings(Uri Issuer, string Audience, KeyLimits? Limits = null);

/// <summary>
/// Takes access tokens (JWT) of an OIDC issuer, for people. The claim <c>roles</c> holds some of <c>journeytrace.read</c>, <c>journeytrace.intake</c> and
/// <c>journeytrace.admin</c>; the claim <c>tenant</c> says whose data is asked for, <c>default</c> where it is missing.
/// </summary>
/// <remarks>Source: OpenID Connect Discovery 1.0; RFC 8725, best practices for JWT.</remarks>
public sealed partial class TokenIssuer(TokenIssuerSettings? settings, IApiKeys tenants, TimeProvider time, ILogger<TokenIssuer> logger)
{
    const string RolePrefix = "journeytrace.";
    const int Longest = 8000;

    static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);
    static readonly TimeSpan TenantsKnownFor = TimeSpan.FromSeconds(10);

    // Signed with a key of the issuer's own: no shared secrets, and never nothing.
    static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    readonly TokenValidationParameters? _parameters = settings is null ? null : Parameters(settings);

    KnownTenants? _tenants;

    /// <summary>Whether tokens are taken at all.</summary>
    public bool IsThere => settings is not null;

    /// <summary>Who comes in with this token; null where it is none that is taken, also as the issuer cannot be asked for its keys, which is logged.</summary>
    public async Task<Caller?> FindAsync(string text, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_parameters is null || text.Length > Longest || text.Count(c => c == '.') != 2)
            return null;
        var result = await _handler.ValidateTokenAsync(text, _parameters);
        if (!result.IsValid)
        {
            if (result.Exception is SecurityTokenSignatureKeyNotFoundException or InvalidOperationException)
                Unreadable(logger, result.Exception);
            return null;
        }
        var tenant = result.ClaimsIdentity.FindFirst("tenant")?.Value ?? Caller.DefaultTenant;
        if (!(await TenantsAsync(stop)).Contains(tenant, StringComparer.Ordinal))
            return null;
        return new Caller(tenant, "oidc:" + Text(result.ClaimsIdentity, "sub"), Text(result.ClaimsIdentity, "preferred_username", "email", "name", "sub"), ScopeOf(result.ClaimsIdentity), null, IsOperator: false)
        {
            EndsAt = result.SecurityToken.ValidTo + ClockSkew,
            Limits = settings?.Limits,
        };
    }

    sealed record KnownTenants(long At, IReadOnlyList<string> Names);

    static Scope ScopeOf(ClaimsIdentity identity) => Scopes.Of(
        identity.FindAll("roles").Select(claim => claim.Value).Where(role => role.StartsWith(RolePrefix, StringComparison.Ordinal)).Select(role => role[RolePrefix.Length..]));

    /// <summary>The first of these claims that is there.</summary>
    static string Text(ClaimsIdentity identity, params string[] names)
    {
        var text = names.Select(name => identity.FindFirst(name)?.Value).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "somebody";
        // Whole characters, and none that a terminal or the database would stumble over.
        return string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsControl(rune)).Take(100));
    }

    async Task<IReadOnlyList<string>> TenantsAsync(CancellationToken stop)
    {
        if (_tenants is { } known && time.GetElapsedTime(known.At) < TenantsKnownFor)
            return known.Names;
        var names = await tenants.TenantsAsync(stop);
        _tenants = new KnownTenants(time.GetTimestamp(), names);
        return names;
    }

    static TokenValidationParameters Parameters(TokenIssuerSettings settings)
    {
        var address = settings.Issuer.ToString().TrimEnd('/') + "/.well-known/openid-configuration";
        return new TokenValidationParameters
        {
            ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                address, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = !settings.Issuer.IsLoopback })
            {
                // A key that was changed is looked for at once, but not for every bad token.
                RefreshInterval = TimeSpan.FromSeconds(5),
            },
            ValidIssuers = [settings.Issuer.OriginalString, settings.Issuer.OriginalString.TrimEnd('/')],
            ValidAudience = settings.Audience,
            ValidAlgorithms = Algorithms,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = ClockSkew,
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A token could not be checked: its key is not known, or the issuer cannot be reached")]
    static partial void Unreadable(ILogger logger, Exception e);
}
