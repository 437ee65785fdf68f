using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace JourneyTrace.Telemetry;

/// <summary>
/// OpenTelemetry over OTLP, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a receiver; nothing is sent otherwise. Wired by
/// hand: docs/adr/0001 says why.
/// </summary>
public static class TelemetryServices
{
    public static void AddTelemetry(this IServiceCollection services, string serviceName)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")))
            return;
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, Begin>());
        new Builder(services)
            .ConfigureResource(resource => resource.AddService(serviceName))
            .WithTracing(tracing => tracing.AddSource("Microsoft.AspNetCore", "System.Net.Http", "Npgsql", Sources.Prefix + ".*"))
            .WithMetrics(metrics => metrics.AddMeter(
                "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "Npgsql", "System.Runtime",
                Sources.Prefix + ".*"))
            .UseOtlpExporter();
    }

    sealed class Builder(IServiceCollection services) : IOpenTelemetryBuilder
    {
        public IServiceCollection Services => services;
    }

    /// <summary>Brings the providers to life before anything else starts.</summary>
    sealed class Begin(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetService<MeterProvider>();
            services.GetService<TracerProvider>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
