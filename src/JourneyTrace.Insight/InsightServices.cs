using JourneyTrace.Insight.Exports;
using JourneyTrace.Insight.Jaeger;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyTrace.Insight;

/// <summary>What the role <c>insight</c> consists of.</summary>
public static class InsightServices
{
    /// <param name="services">Of the server.</param>
    /// <param name="page">Where journeys are looked at; null where nobody said.</param>
    public static void AddInsight(this IServiceCollection services, JaegerPage? page = null)
    {
        services.AddSingleton<Moment>();
        services.AddSingleton<Verification>();
        services.AddSingleton<PersonalView>();
        services.AddHostedService<HotspotWatch>();
        services.AddJaeger(page);
    }

    public static void MapInsight(this IEndpointRouteBuilder routes)
    {
        routes.MapReports();
        routes.MapTrend();
        routes.MapPaths();
        routes.MapService();
        routes.MapDecisions();
        routes.MapWhatIf();
        routes.MapWaiting();
        routes.MapExports();
        routes.MapFindings();
        routes.MapForecast();
        routes.MapLinks();
        routes.MapCosts();
        routes.MapConflicts();
        routes.MapCustomers();
        routes.MapPractices();
        routes.MapProcedures();
        routes.MapCases();
        routes.MapPromises();
        routes.MapEvents();
        routes.MapSeals();
        routes.MapPrivacy();
        routes.MapWebhooks();
        routes.MapCatalogue();
        routes.MapReplay();
        routes.MapJaeger();
    }
}
