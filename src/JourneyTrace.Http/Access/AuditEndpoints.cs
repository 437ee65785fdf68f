using JourneyTrace.Client;
using JourneyTrace.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyTrace.Http.Access;

/// <summary>Who did and read what: every request that needs a key; posted events by the minute.</summary>
public static class AuditEndpoints
{
    const int LongestPath = 500;

    static readonly string[] FreeTexts = ["q", "tag", "tags", "query.attributes"];

    /// <summary>Notes every request with what became of it. Stands before the gate, so that those who were turned away are noted, too.</summary>
    public static void UseAudit(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.GetEndpoint() is not { } endpoint || (endpoint.Metadata.GetMetadata<NeededScope>()?.Scope is Scope.None && endpoint.Metadata.GetMetadata<Audited>() is null))
        {
            await next(http);
            return;
        }
        var (together, noted) = (endpoint.Metadata.GetMetadata<AuditedTogether>() is not null, false);
        // What goes on for long is noted when it begins.
        http.Response.OnStarting(() =>
        {
            if (!together && !noted)
            {
                noted = true;
                Note(http, http.Response.StatusCode, together);
            }
            return Task.CompletedTask;
        });
        var status = 500;
        try
        {
            await next(http);
            status = http.Response.StatusCode;
        }
        catch (Exception e)
        {
            status = StatusOf(e);
            throw;
        }
        finally
        {
            if (!noted)
                Note(http, status, together);
        }
    });

    /// <summary>What it is answered with.</summary>
    static int StatusOf(Exception e) => e switch
    {
        ProblemException problem => problem.Problem.Status,
        StoreUnavailableException => Problem.Unavailable.Status,
        BadHttpRequestException bad => bad.StatusCode,
        _ => 500,
    };

    public static void MapAudit(this IEndpointRouteBuilder routes) => routes.MapGet("/v1/audit", ListAsync)
        .Needs(Scope.Admin).WithName("listAudit").Takes(filtered: false, "limit", "cursor").WithSummary("Who did and read what in this tenant, the newest first").WithTags("Access").Produces<Page<AuditItem>>();

    static void Note(HttpContext http, int status, bool together)
    {
        var (caller, trail) = (http.Features.Get<Caller>(), http.RequestServices.GetRequiredService<AuditTrail>());
        if (together && caller is not null)
        {
            var post = http.Features.Get<AuditedPost>() ?? new AuditedPost(false, 0, 0, 0);
            trail.Add(Entry(http, caller, http.Request.Path.ToUriComponent() + (post.DryRun ? "?dryRun=true" : ""), status), post);
            return;
        }
        // Who is nobody here may ask for what is another tenant's: his words are kept from whoever reads this.
        var path = caller is null ? (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "" : http.Request.Path.ToUriComponent() + WithoutFreeText(http.Request.QueryString);
        if (http.Features.Get<AuditedSubject>() is { } whose)
            path += " " + whose.Pseudonym;
        trail.Add(Entry(http, caller, path.Length > LongestPath ? path[..LongestPath] : path, status));
    }

    /// <summary>What somebody is searched by may be a customer's name.</summary>
    static string WithoutFreeText(QueryString query) => query.HasValue
        ? "?" + string.Join('&', query.Value![1..].Split('&').Select(part => part.IndexOf('=', StringComparison.Ordinal) is > 0 and var end && IsFreeText(part[..end]) ? part[..end] + "=*" : part))
        : "";

    static bool IsFreeText(string name) => FreeTexts.Contains(Uri.UnescapeDataString(name), StringComparer.OrdinalIgnoreCase);

    static AuditEntry Entry(HttpContext http, Caller? caller, string path, int status) => new(
        caller?.Tenant ?? Caller.DefaultTenant, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, caller is null ? "" : caller.Id ?? "anybody",
        caller?.Name ?? "", http.Request.Method, path, status);

    static async Task ListAsync(HttpContext http, IOwnAccess own)
    {
        var parameters = new Parameters(http);
        var rows = await own.AuditAsync(parameters.Cursor<Place>()?.Number, parameters.Limit + 1, http.RequestAborted);
        var items = rows.Take(parameters.Limit).Select(row => new AuditItem(row.Number, row.At, row.Caller, row.Name, row.Method, row.Path, row.Status)).ToList();
        await http.Response.WriteAsJsonAsync(new Page<AuditItem>(items, rows.Count > parameters.Limit ? Parameters.Next(new Place(items[^1].Number)) : null), Wire.Options);
    }

    sealed record Place(long Number);
}
