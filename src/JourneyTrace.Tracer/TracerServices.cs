using Microsoft.Extensions.DependencyInjection;

namespace JourneyTrace.Tracer;

/// <summary>What the role <c>tracer</c> consists of.</summary>
public static class TracerServices
{
    public static void AddTracer(this IServiceCollection services)
    {
        services.AddSingleton<ShardTracer>();
        services.AddHostedService<TracerWorker>();
        services.AddHostedService<HotspotWatch>();
    }
}
