using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace JourneyTrace.Telemetry;

/// <summary>
/// OpenTelemetry: metrics for Prometheus at <c>/metrics</c>; traces and metrics over OTLP where the standard <c>OTEL_*</c> variables ask for them;
/// nothing at all with <c>OTEL_SDK_DISABLED=true</c>. Wired by hand: docs/adr/0001 says why.
/// </summary>
public static class TelemetryServices
{
    public static void AddTelemetry(this IServiceCollection services, string serviceName)
    {
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, Begin>());
        services.AddHostedService<Watch>();
        if (string.Equals(OtlpVariables.Said("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
            return;
        var telemetry = new Builder(services)
            .ConfigureResource(resource =>
            {
                // A name that an operator gave stands.
                if (OtlpVariables.Said("OTEL_SERVICE_NAME") is null && OtlpVariables.Said("OTEL_RESOURCE_ATTRIBUTES")?.Contains("service.name=", StringComparison.Ordinal) is not true)
                    resource.AddService(serviceName);
            })
            .WithMetrics(metrics =>
            {
                metrics
                    // Where webhooks go is their tenants' own.
                    .AddView("http.client.*", new MetricStreamConfiguration { TagKeys = ["http.request.method", "http.response.status_code", "error.type", "network.protocol.version"] })
                    .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "Npgsql", "System.Runtime", Sources.Prefix)
                    .AddPrometheusExporter(prometheus => prometheus.DisableTotalNameSuffixForCounters = false);
                if (OtlpVariables.IsSent("METRICS"))
                    metrics.AddOtlpExporter(options => OtlpVariables.Set(options, "METRICS"));
            });
        if (!OtlpVariables.IsSent("TRACES"))
            return;
        telemetry.WithTracing(tracing => tracing.AddSource("Microsoft.AspNetCore", "System.Net.Http", "Npgsql", Sources.Prefix)
            .AddOtlpExporter(options => OtlpVariables.Set(options, "TRACES")));
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
            Measurements.Begin();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
