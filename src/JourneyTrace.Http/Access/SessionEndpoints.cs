using JourneyTrace.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyTrace.Http.Access;

/// <summary>How a browser comes in: it hands its key over once, and keeps it where no script can read it.</summary>
public static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/session", StateAsync).Needs(Scope.None).WithName("session").WithSummary("Who asks").WithTags("Access").Produces<SessionState>();
        routes.MapPost("/v1/session", BeginAsync).Needs(Scope.None).WithMetadata(new Audited()).WithName("beginSession").WithSummary("Come in with a key, and keep it in a cookie").WithTags("Access")
            .Accepts<SessionKey>("application/json").Produces<SessionState>().ProducesProblem(401);
        routes.MapDelete("/v1/session", End).Needs(Scope.None).WithName("endSession").WithSummary("Forget the key").WithTags("Access").Produces(204);
    }

    static async Task StateAsync(HttpContext http, KeyRing ring)
    {
        _ = new Parameters(http);
        await AnswerAsync(http, ring, ring.IsOpen ? Caller.Anybody : await Gate.CallerAsync(http, ring));
    }

    static async Task BeginAsync(HttpContext http, KeyRing ring)
    {
        _ = new Parameters(http);
        var key = (await JsonBody.ReadAsync<SessionKey>(http)).Key?.Trim() ?? "";
        var caller = await Gate.FindAsync(http, ring, key) ?? throw new ProblemException(Problem.Unauthorized, "This key is not known here, or was revoked, or has expired", "/key");
        http.Features.Set(caller);
        http.Response.Cookies.Append(Gate.Cookie, key, Options(http));
        await AnswerAsync(http, ring, caller);
    }

    static void End(HttpContext http)
    {
        _ = new Parameters(http);
        http.Response.Cookies.Delete(Gate.Cookie, Options(http));
        http.Response.StatusCode = 204;
    }

    static Task AnswerAsync(HttpContext http, KeyRing ring, Caller? caller)
    {
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(
            new SessionState(ring.IsOpen, caller?.Tenant, caller?.Name, Scopes.NamesOf(caller?.Scopes ?? Scope.None)), Wire.Options);
    }

    static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps || http.Request.Headers["X-Forwarded-Proto"] == "https", Path = "/", IsEssential = true,
    };
}
