using JourneyTrace.Client;
using JourneyTrace.Http.Access;
using JourneyTrace.Postgres;
using JourneyTrace.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyTrace.Server.Hosting;

/// <summary>Whether the process lives, and whether it can do its work.</summary>
static class HealthEndpoints
{
    const double BehindSeconds = 30;
    const string Unready = "unready";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "live" }, Wire.Options))
            .Needs(Scope.None).WithName("live").WithSummary("The process lives").WithTags("Operations");
        routes.MapGet("/health/ready", ReadyAsync)
            .Needs(Scope.None).WithName("ready").WithSummary("Database, migrations, lag").WithTags("Operations").Produces<Readiness>(200).Produces<Readiness>(503);
    }

    static async Task ReadyAsync(HttpContext http, SharedLook<Readiness> look)
    {
        var readiness = await look.AskAsync(http.RequestAborted);
        http.Response.StatusCode = readiness.Status == Unready ? 503 : 200;
        await http.Response.WriteAsJsonAsync(readiness, Wire.Options);
    }

    /// <summary>Anybody may ask how it is: what the database said is for the log, and one look serves all who ask meanwhile.</summary>
    public static SharedLook<Readiness> Look(IServiceProvider services)
    {
        var (options, store, time) = (services.GetRequiredService<ServeOptions>(), services.GetRequiredService<PostgresStore>(), services.GetRequiredService<TimeProvider>());
        var (log, traces) = (services.GetRequiredService<IEventLog>(), services.GetRequiredService<ITraceStore>());
        return new SharedLook<Readiness>(() => LookAsync(options, store, log, traces, time));
    }

    static async Task<Readiness> LookAsync(ServeOptions options, PostgresStore store, IEventLog log, ITraceStore traces, TimeProvider time)
    {
        var roles = Names(options.Roles);
        try
        {
            var (known, applied) = await store.MigrationStateAsync(CancellationToken.None);
            var database = new DatabaseHealth(true, known, applied, known == applied ? null : "The database has other migrations than this program");
            var state = await log.StateAsync(CancellationToken.None);
            var behind = await traces.LagAsync(time.GetUtcNow().UtcDateTime, CancellationToken.None);
            var lag = new LagHealth(behind.Events, state.Unreadable, behind.Cases, Math.Round(behind.Seconds, 3));
            return new Readiness(database.Problem is not null ? Unready : lag.Seconds > BehindSeconds ? "behind" : "ready", roles, database, lag);
        }
        catch (StoreUnavailableException)
        {
            return new Readiness(Unready, roles, new DatabaseHealth(false, 0, 0, "The database cannot be reached; the server's log says why"), null);
        }
    }

    static IReadOnlyList<string> Names(Roles roles) =>
        [.. new[] { Roles.Intake, Roles.Tracer, Roles.Insight }.Where(role => roles.HasFlag(role)).Select(role => role.ToString().ToLowerInvariant())];
}
