using JourneyTrace.Client;
using JourneyTrace.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyTrace.Http.Access;

/// <summary>Keys and tenants: made, listed, replaced, revoked.</summary>
public static class KeyEndpoints
{
    const int MostKeys = 1000;

    static readonly TimeSpan LongestGrace = TimeSpan.FromDays(30);

    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/keys", ListAsync).Needs(Scope.Admin).WithName("listKeys").WithSummary("The keys of this tenant, without their secrets").WithTags("Access").Produces<KeyList>();
        routes.MapPost("/v1/keys", MakeAsync).WithName("makeKey").WithSummary("Make a key; it is shown this once").WithTags("Access")
            .Accepts<NewKey>("application/json").Produces<MadeKey>(201).ProducesProblem(403).ProducesProblem(422);
        routes.MapPost("/v1/keys/{id}/rotate", RotateAsync).WithName("rotateKey").WithSummary("Make a key like this one, which ends after a while").WithTags("Access")
            .Accepts<Rotation>("application/json").Produces<MadeKey>(201).ProducesProblem(404).ProducesProblem(422);
        routes.MapDelete("/v1/keys/{id}", RevokeAsync).WithName("revokeKey").WithSummary("End a key at once").WithTags("Access").Produces(204).ProducesProblem(404).ProducesProblem(409);
        routes.MapGet("/v1/tenants", TenantsAsync).Needs(Scope.Admin).WithName("listTenants").WithSummary("All tenants; for the operator").WithTags("Access").Produces<TenantList>().ProducesProblem(403);
        routes.MapPost("/v1/tenants", AddTenantAsync).WithName("addTenant").WithSummary("Make a tenant; for the operator").WithTags("Access")
            .Accepts<TenantItem>("application/json").Produces<TenantItem>(201).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
    }

    static async Task ListAsync(HttpContext http, KeyRing ring, IApiKeys keys, IOwnAccess own)
    {
        _ = new Parameters(http);
        await ring.RefreshAsync(http.RequestAborted);
        var reachable = await new ReachableKeys(Caller.Of(http), keys, own).AllAsync(http.RequestAborted);
        await http.Response.WriteAsJsonAsync(new KeyList([.. reachable.Select(Item)]), Wire.Options);
    }

    static async Task MakeAsync(HttpContext http, KeyRing ring, IApiKeys keys, IOwnAccess own, TimeProvider time)
    {
        _ = new Parameters(http);
        var caller = Caller.Of(http);
        var (asked, now) = (await JsonBody.ReadAsync<NewKey>(http), time.GetUtcNow().UtcDateTime);
        if (asked.Tenant is { } tenant && tenant != caller.Tenant && !caller.IsOperator)
            throw new ProblemException(Problem.Forbidden, "Keys of another tenant are made by the operator alone (JOURNEYTRACE_ADMIN_KEY)", "/tenant");
        if (asked.Name is not { Length: > 0 and <= 200 } name || name.Any(char.IsControl))
            throw new ProblemException(Problem.InvalidValue, "A key needs a 'name' of 1 to 200 characters that says what it is for", "/name");
        if (asked.Scopes is not { Count: > 0 } scopes || scopes.Any(scope => !Scopes.Names.Contains(scope, StringComparer.Ordinal)))
            throw new ProblemException(Problem.InvalidValue, $"A key needs 'scopes': some of {string.Join(", ", Scopes.Names)}", "/scopes");
        if (scopes.Contains("personal", StringComparer.Ordinal) && !caller.Scopes.HasFlag(Scope.Personal))
            throw new ProblemException(Problem.Forbidden, "Keys with the scope 'personal' are made with one that has it", "/scopes");
        if (asked.Sources is { } sources && (sources.Count is 0 or > 100 || sources.Any(source => string.IsNullOrEmpty(source) || source.Length > 500 || source.Any(char.IsControl))))
            throw new ProblemException(Problem.InvalidValue, "'sources' needs 1 to 100 sources of events, such as [\"/crm\"]; leave it out for any", "/sources");
        if (asked.EndsAt?.UtcDateTime <= now)
            throw new ProblemException(Problem.InvalidValue, "'endsAt' needs to lie in the future", "/endsAt");
        if (asked.RequestsPerSecond is { } rate && !(rate is >= 0.001 and <= 1_000_000))
            throw new ProblemException(Problem.InvalidValue, "'requestsPerSecond' needs a number from 0.001 to 1000000; leave it out for no limit", "/requestsPerSecond");
        if (asked.EventsPerDay is <= 0)
            throw new ProblemException(Problem.InvalidValue, "'eventsPerDay' needs a whole number above 0; leave it out for no limit", "/eventsPerDay");
        if (ring.IsOpen && !scopes.Contains("admin", StringComparer.Ordinal))
            throw new ProblemException(Problem.InvalidValue, "The first key needs the scope 'admin': from then on nobody comes in without a key", "/scopes");
        if (ring.IsOpen && asked.Tenant is not (null or Caller.DefaultTenant))
            throw new ProblemException(Problem.InvalidValue, "The first key needs to be of the tenant 'default': from then on nobody comes in there without one", "/tenant");
        if (ring.All.Count(key => key.Tenant == (asked.Tenant ?? caller.Tenant) && !(key.EndsAt <= now)) >= MostKeys)
            throw new ProblemException(Problem.InvalidValue, $"There are {MostKeys} keys already; revoke some that nobody needs");
        if (ring.IsOpen && asked.EndsAt is not null)
            throw new ProblemException(Problem.InvalidValue, "The first key may not end: after it nobody could make another", "/endsAt");
        await AddAsync(http, ring, new ReachableKeys(caller, keys, own), new ApiKey(asked.Tenant ?? caller.Tenant, "", name, [.. scopes.Distinct(StringComparer.Ordinal)], asked.Sources, now, asked.EndsAt?.UtcDateTime, [], asked.RequestsPerSecond, asked.EventsPerDay));
    }

    static async Task RotateAsync(HttpContext http, KeyRing ring, IApiKeys keys, IOwnAccess own, TimeProvider time)
    {
        _ = new Parameters(http);
        var reachable = new ReachableKeys(Caller.Of(http), keys, own);
        var key = await reachable.FindAsync(Paths.Part(http, 2), http.RequestAborted);
        var (asked, now) = (await JsonBody.ReadAsync<Rotation>(http, new Rotation()), time.GetUtcNow().UtcDateTime);
        var grace = asked.GraceSeconds ?? 3600;
        if (!(grace >= 0 && grace <= LongestGrace.TotalSeconds))
            throw new ProblemException(Problem.InvalidValue, $"'graceSeconds' needs a number from 0 to {LongestGrace.TotalSeconds}", "/graceSeconds");
        if (key.Scopes.Contains("personal", StringComparer.Ordinal) && !Caller.Of(http).Scopes.HasFlag(Scope.Personal))
            throw new ProblemException(Problem.Forbidden, "Keys with the scope 'personal' are rotated with one that has it");
        if (key.EndsAt <= now)
            throw new ProblemException(Problem.NotFound, "This key has ended already; make a new one");
        await AddAsync(http, ring, reachable, key with { MadeAt = now }, () => reachable.EndAsync(key, now.AddSeconds(grace)));
    }

    static async Task RevokeAsync(HttpContext http, KeyRing ring, IApiKeys keys, IOwnAccess own, TimeProvider time)
    {
        _ = new Parameters(http);
        var reachable = new ReachableKeys(Caller.Of(http), keys, own);
        var (key, now) = (await reachable.FindAsync(Paths.Part(http, 2), http.RequestAborted), time.GetUtcNow().UtcDateTime);
        var others = (await reachable.AllAsync(http.RequestAborted)).Where(other => other.Id != key.Id && other.Tenant == key.Tenant && other.EndsAt is null && other.Scopes.Contains("admin", StringComparer.Ordinal));
        if (!Caller.Of(http).IsOperator && key.Scopes.Contains("admin", StringComparer.Ordinal) && !others.Any())
            throw new ProblemException(Problem.LastKey, "This is the last key with the scope 'admin' that does not end; make another one first");
        await reachable.EndAsync(key, now);
        await ring.RefreshAsync(http.RequestAborted);
        http.Response.StatusCode = 204;
        http.Response.ContentLength = null;
        await http.Response.CompleteAsync();
    }

    static async Task TenantsAsync(HttpContext http, IApiKeys keys)
    {
        _ = new Parameters(http);
        NeedOperator(http);
        await http.Response.WriteAsJsonAsync(new TenantList([.. (await keys.TenantsAsync(http.RequestAborted)).Select(name => new TenantItem(name))]), Wire.Options);
    }

    static async Task AddTenantAsync(HttpContext http, IApiKeys keys)
    {
        _ = new Parameters(http);
        NeedOperator(http);
        if ((await JsonBody.ReadAsync<TenantItem>(http)).Name is not { Length: > 0 and <= 60 } name || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw new ProblemException(Problem.InvalidValue, "A tenant needs a 'name' of 1 to 60 small letters, digits and hyphens", "/name");
        if (!await keys.AddTenantAsync(name, http.RequestAborted))
            throw new ProblemException(Problem.Exists, $"There is a tenant '{name}' already", "/name");
        http.Response.StatusCode = 201;
        await http.Response.WriteAsJsonAsync(new TenantItem(name), Wire.Options);
    }

    static void NeedOperator(HttpContext http)
    {
        if (!Caller.Of(http).IsOperator)
            throw new ProblemException(Problem.Forbidden, "Tenants are the operator's: whoever has the key in JOURNEYTRACE_ADMIN_KEY");
    }

    /// <param name="then">What has to be done, too, before the new key is handed over.</param>
    static async Task AddAsync(HttpContext http, KeyRing ring, ReachableKeys keys, ApiKey like, Func<Task>? then = null)
    {
        var (id, text, hash) = KeyText.New();
        var key = like with { Id = id, Hash = hash };
        try
        {
            await keys.AddAsync(key);
        }
        catch (ArgumentException)
        {
            throw new ProblemException(Problem.InvalidValue, $"There is no tenant '{key.Tenant}'; POST /v1/tenants makes one", "/tenant");
        }
        if (then is not null)
            await then();
        await ring.RefreshAsync(CancellationToken.None);
        http.Response.StatusCode = 201;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(new MadeKey(text, Item(key)), Wire.Options);
    }

    static KeyItem Item(ApiKey key) => new(key.Id, key.Tenant, key.Name, key.Scopes, key.Sources, key.MadeAt, key.EndsAt, key.RequestsPerSecond, key.EventsPerDay);
}
