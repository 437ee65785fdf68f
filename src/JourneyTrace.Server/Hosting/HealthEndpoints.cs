using JourneyTrace.Client;
using JourneyTrace.Http.Access;
using JourneyTrace.Postgres;
using JourneyTrace.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyTrace.Server.Hosting;

/// <summary>Whether the process lives, and whether it can do its work.</summary>
static class HealthEndpoints
{
    const double BehindSeconds = 30;

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "live" }, Wire.Options))
            .Needs(Scope.None).WithName("live").WithSummary("The process lives").WithTags("Operations");
        routes.MapGet("/health/ready", ReadyAsync)
            .Needs(Scope.None).WithName("ready").WithSummary("Database, migrations, lag").WithTags("Operations").Produces<Readiness>(200).Produces<Readiness>(503);
    }

    static async Task ReadyAsync(HttpContext http, ServeOptions options, PostgresStore store, IEventLog log, ITraceStore traces, TimeProvider time)
    {
        DatabaseHealth database;
        LagHealth? lag = null;
        try
        {
            var (known, applied) = await store.MigrationStateAsync(http.RequestAborted);
            database = new DatabaseHealth(true, known, applied, known == applied ? null : "The database has other migrations than this program");
            var state = await log.StateAsync(http.RequestAborted);
            var behind = await traces.LagAsync(time.GetUtcNow().UtcDateTime, http.RequestAborted);
            lag = new LagHealth(behind.Events, state.Unreadable, behind.Cases, Math.Round(behind.Seconds, 3));
        }
        catch (StoreUnavailableException e)
        {
            database = new DatabaseHealth(false, 0, 0, e.Message);
        }
        var ready = database is { Reachable: true, Problem: null };
        var status = !ready ? "unready" : lag!.Seconds > BehindSeconds ? "behind" : "ready";
        http.Response.StatusCode = ready ? 200 : 503;
        await http.Response.WriteAsJsonAsync(new Readiness(status, Names(options.Roles), database, lag), Wire.Options);
    }

    static IReadOnlyList<string> Names(Roles roles) =>
        [.. new[] { Roles.Intake, Roles.Tracer, Roles.Insight }.Where(role => roles.HasFlag(role)).Select(role => role.ToString().ToLowerInvariant())];
}
