using JourneyTrace.Telemetry.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyTrace.Insight.Jaeger;

/// <summary>Jaeger's query API, so that its page, and Grafana's data source of that name, read journeys straight from here.</summary>
static class JaegerServices
{
    public static void AddJaeger(this IServiceCollection services, JaegerPage? page)
    {
        services.AddSingleton<JourneySearch>();
        if (page is not null)
            services.AddSingleton(page);
    }

    public static void MapJaeger(this IEndpointRouteBuilder routes)
    {
        var jaeger = routes.MapGroup("/jaeger/api").ExcludeFromDescription();
        jaeger.MapLegacy();
        jaeger.MapV3();
        routes.MapGet("/v1/cases/{case}/journey", JourneyAsync).WithName("getJourney").WithSummary("Its journey as a trace: the trace's id, and where to look at it").WithTags("Cases")
            .Produces<JourneyItem>().ProducesProblem(404);
    }

    static async Task JourneyAsync(HttpContext http, IAnswers answers, IJourneyExports exports)
    {
        _ = new Parameters(http);
        var name = Paths.Part(http, 2);
        if (await answers.CaseAsync(name, http.RequestAborted) is null)
            throw new ProblemException(Problem.NotFound, $"There is no case '{name}'");
        var revision = (await exports.LastAsync(name, http.RequestAborted))?.Arrived;
        var id = JourneyIds.Trace(exports.Tenant, name, revision ?? 1);
        var viewer = http.RequestServices.GetService<JaegerPage>()?.Of(id, told: revision is not null);
        await http.Response.WriteAsJsonAsync(new JourneyItem(id, revision, viewer, $"/jaeger/api/traces/{id}"), Wire.Options);
    }
}
