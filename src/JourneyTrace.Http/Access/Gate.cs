using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyTrace.Http.Access;

/// <summary>Lets in who has a key for what he asks; everybody, where no key was ever made and the request came to this machine by its own name.</summary>
public static class Gate
{
    /// <summary>The cookie that a browser keeps its key in. Scripts cannot read it, and other sites cannot send it.</summary>
    public const string Cookie = "journeytrace";

    static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]", "::1"];

    public static void UseGate(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.GetEndpoint() is not { } endpoint)
        {
            await next(http);
            return;
        }
        // Whatever a page of another site sends, and though it be a body that browsers send unasked.
        if (!HttpMethods.IsGet(http.Request.Method) && !IsOwnPage(http.Request))
            throw new ProblemException(Problem.WrongOrigin, $"A page of another server ({http.Request.Headers.Origin}) asks for this; what changes something is taken from this server's own pages, and from programs that send no Origin");
        var needed = endpoint.Metadata.GetMetadata<NeededScope>()?.Scope ?? (HttpMethods.IsGet(http.Request.Method) ? Scope.Read : Scope.Admin);
        var ring = http.RequestServices.GetRequiredService<KeyRing>();
        if (needed == Scope.None)
        {
            await next(http);
            return;
        }
        var caller = ring.IsOpen ? Anybody(http) : await KnownAsync(http, ring);
        http.Features.Set(caller);
        http.RequestServices.GetRequiredService<KeyUsage>().Check(http, caller, needed);
        if (!caller.Scopes.HasFlag(needed))
            throw new ProblemException(Problem.Forbidden, $"This needs a key with the scope '{Scopes.NamesOf(needed)[0]}'; '{caller.Name}' has {string.Join(", ", Scopes.NamesOf(caller.Scopes))}");
        using var lasting = caller.EndsAt is { } ends ? new CancellationTokenSource(Left(http, ends)) : null;
        await using var expired = (lasting?.Token ?? CancellationToken.None).Register(http.Abort);
        await using var end = ring.WhileWorthSomething(caller).Register(http.Abort);
        await next(http);
    });

    /// <summary>A page of another site that gave its own name this machine's address is none of ours, nor is what a proxy passes on for somebody else.</summary>
    static Caller Anybody(HttpContext http) => OwnNames.Contains(http.Request.Host.Host, StringComparer.OrdinalIgnoreCase) && IsFromHere(http)
        ? Caller.Anybody
        : throw new ProblemException(Problem.WrongOrigin, $"This server has no keys yet, and answers to localhost and 127.0.0.1 alone, not to '{http.Request.Host.Host}'; make a key first (journeytrace keys create)");

    static bool IsFromHere(HttpContext http) =>
        (http.Connection.RemoteIpAddress is not { } address || System.Net.IPAddress.IsLoopback(address))
        && !PassedOn.Any(http.Request.Headers.ContainsKey);

    // What proxies say when they pass a request on.
    static readonly string[] PassedOn = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"];

    /// <summary>How long a token goes on; a timer waits for a day at most.</summary>
    static TimeSpan Left(HttpContext http, DateTime ends)
    {
        var left = ends - http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : left;
    }

    static async Task<Caller> KnownAsync(HttpContext http, KeyRing ring)
    {
        var presented = Presented(http.Request);
        if (presented is null)
            throw new ProblemException(Problem.Unauthorized, "This needs a key: send it as 'Authorization: Bearer jt_…'");
        return await FindAsync(http, ring, presented) ?? throw new ProblemException(Problem.Unauthorized, "This key is not known here, or was revoked, or has expired");
    }

    /// <summary>Who comes in with what the request carries; null for nobody.</summary>
    public static async Task<Caller?> CallerAsync(HttpContext http, KeyRing ring)
    {
        ArgumentNullException.ThrowIfNull(http);
        return Presented(http.Request) is { } presented ? await FindAsync(http, ring, presented) : null;
    }

    /// <summary>Whose key or token this is; null for nobody's.</summary>
    public static async Task<Caller?> FindAsync(HttpContext http, KeyRing ring, string presented)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(ring);
        return ring.Find(presented) ?? await http.RequestServices.GetRequiredService<TokenIssuer>().FindAsync(presented, http.RequestAborted);
    }

    static string? Presented(HttpRequest request)
    {
        if (request.Headers.Authorization.ToString() is { Length: > 0 } header)
            return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : throw new ProblemException(Problem.Unauthorized, "Authorization needs the form 'Bearer jt_…'");
        return request.Cookies.TryGetValue(Cookie, out var cookie) && cookie.Length > 0 ? cookie : null;
    }

    /// <summary>Asks on in the name of who asked.</summary>
    public static void PassOn(HttpRequest request, System.Net.Http.Headers.HttpRequestHeaders to)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(to);
        if (Presented(request) is { } key)
            to.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Whether a page of this server asks, or no page at all.</summary>
    static bool IsOwnPage(HttpRequest request)
    {
        return request.Headers.Origin.ToString() is not { Length: > 0 } origin || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority == request.Host.Value);
    }
}
