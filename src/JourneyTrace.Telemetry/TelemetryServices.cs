using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace JourneyTrace.Telemetry;

/// <summary>
/// OpenTelemetry: metrics for Prometheus at <c>/metrics</c> always; traces, metrics and whatever else the standard <c>OTEL_*</c> variables ask for
/// over OTLP, where one of them names an endpoint. Wired by hand: docs/adr/0001 says why.
/// </summary>
public static class TelemetryServices
{
    public static void AddTelemetry(this IServiceCollection services, string serviceName)
    {
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, Begin>());
        services.AddHostedService<Watch>();
        if (Said("OTEL_SDK_DISABLED") is "true")
            return;
        var telemetry = new Builder(services)
            .ConfigureResource(resource =>
            {
                // A name that an operator gave stands.
                if (Said("OTEL_SERVICE_NAME") is null && Said("OTEL_RESOURCE_ATTRIBUTES")?.Contains("service.name=", StringComparison.Ordinal) is not true)
                    resource.AddService(serviceName);
            })
            .WithMetrics(metrics =>
            {
                metrics
                    .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "Npgsql", "System.Runtime", Sources.Prefix)
                    .AddPrometheusExporter(prometheus => prometheus.DisableTotalNameSuffixForCounters = false);
                if (IsSent("METRICS"))
                    metrics.AddOtlpExporter();
            });
        if (IsSent("TRACES"))
            telemetry.WithTracing(tracing => tracing.AddSource("Microsoft.AspNetCore", "System.Net.Http", "Npgsql", Sources.Prefix).AddOtlpExporter());
    }

    /// <summary>Whether a signal has somewhere to go, and is not kept back: OTEL_METRICS_EXPORTER=none.</summary>
    static bool IsSent(string signal) =>
        (Said("OTEL_EXPORTER_OTLP_ENDPOINT") ?? Said($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")) is not null && (Said($"OTEL_{signal}_EXPORTER") ?? "otlp") == "otlp";

    static string? Said(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : null;

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
            Measurements.Begin();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
