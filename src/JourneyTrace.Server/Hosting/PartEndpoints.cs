using JourneyTrace.Client;
using JourneyTrace.Http;
using JourneyTrace.Http.Access;
using JourneyTrace.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyTrace.Server.Hosting;

/// <summary>The parts of the log: looked at, archived; for the operator, as they hold every tenant's events.</summary>
static class PartEndpoints
{
    public static void MapParts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/log/parts", ListAsync).Needs(Scope.Admin).WithName("listLogParts").WithSummary("The parts of the log; for the operator").WithTags("Operations")
            .Produces<LogPartList>().ProducesProblem(403);
        routes.MapPost("/v1/log/parts/{month}/archive", ArchiveAsync).WithName("archiveLogPart").WithSummary("Archive a month that is over; for the operator").WithTags("Operations")
            .Produces<Archived>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
    }

    static async Task ListAsync(HttpContext http, ILogParts parts)
    {
        _ = new Parameters(http);
        NeedOperator(http);
        await http.Response.WriteAsJsonAsync(new LogPartList([.. (await parts.AllAsync(http.RequestAborted)).Select(Item)]), Wire.Options);
    }

    static async Task ArchiveAsync(HttpContext http, ILogParts parts)
    {
        _ = new Parameters(http);
        NeedOperator(http);
        var name = Paths.Part(http, 3);
        var part = (await parts.AllAsync(http.RequestAborted)).FirstOrDefault(p => p.Name == name)
            ?? throw new ProblemException(Problem.NotFound, $"The log has no part '{name}'; GET /v1/log/parts lists them");
        try
        {
            // Once begun it is done to its end, whether anybody waits for it or not.
            await http.Response.WriteAsJsonAsync(new Archived(name, await parts.ArchiveAsync(part, CancellationToken.None)), Wire.Options);
        }
        catch (ArchivingException e)
        {
            throw new ProblemException(Problem.CannotArchive, e.Message);
        }
    }

    static LogPartItem Item(LogPart part) => new(part.Name, part.OpenedAt, part.Events, part.Bytes, part.ArchivedEvents, part.ArchivedAt);

    static void NeedOperator(HttpContext http)
    {
        if (!Caller.Of(http).IsOperator)
            throw new ProblemException(Problem.Forbidden, "The log's parts hold every tenant's events, and are the operator's: whoever has the key in JOURNEYTRACE_ADMIN_KEY");
    }
}
