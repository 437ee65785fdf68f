using JourneyTrace.Telemetry.Journeys;
using JourneyTrace.Tracer.Webhooks;
using JourneyTrace.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyTrace.Tracer;

/// <summary>What the role <c>tracer</c> consists of.</summary>
public static class TracerServices
{
    /// <param name="journeys">Where settled journeys are told as traces; null for nowhere.</param>
    public static void AddTracer(this IServiceCollection services, JourneyExportSettings? journeys = null)
    {
        if (journeys is not null)
        {
            services.AddSingleton(journeys);
            services.AddSingleton<JourneyTelling>();
            services.AddHostedService<JourneyExporter>();
        }
        services.AddSingleton<ShardTracer>();
        services.AddHostedService<TracerWorker>();
        services.AddHostedService<LogSealer>();
        services.AddSingleton(provider => new WebhookSender(provider.GetRequiredService<WebhookSettings>().PrivateToo));
        services.AddHostedService<WebhookWorker>();
    }
}
