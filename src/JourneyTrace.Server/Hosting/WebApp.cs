using System.IO.Compression;
using JourneyTrace.Http;
using JourneyTrace.Insight;
using JourneyTrace.Intake;
using JourneyTrace.Postgres;
using JourneyTrace.Storage;
using JourneyTrace.Telemetry;
using JourneyTrace.Telemetry.Journeys;
using JourneyTrace.Tracer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Server.Hosting;

/// <summary>The modules of the asked-for roles, wired by an explicit list.</summary>
static class WebApp
{
    public static WebApplication Build(ServeOptions options, PostgresStore store, TenantDatabase tenant)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.WebHost.UseUrls(options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        AddLogging(builder.Logging);
        AddStore(builder.Services, store, tenant);
        builder.Services.AddSingleton(options);
        builder.Services.AddTelemetry("journeytrace");
        // The document says of numbers that they are numbers, and not texts.
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict);
        builder.Services.AddOpenApi("v1", ApiDocument.Describe);
        builder.Services.AddResponseCompression(compression => compression.Providers.Add<GzipCompressionProvider>());
        builder.Services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        if (options.Roles.HasFlag(Roles.Intake))
            builder.Services.AddIntake();
        if (options.Roles.HasFlag(Roles.Tracer))
            builder.Services.AddTracer(options.Journeys);
        if (options.Roles.HasFlag(Roles.Insight))
            builder.Services.AddInsight(options.JaegerPage);
        var app = builder.Build();
        Map(app, options.Roles);
        return app;
    }

    static void Map(WebApplication app, Roles roles)
    {
        app.UseRequestTelemetry();
        app.UseResponseCompression();
        app.UseProblems(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("JourneyTrace.Http"));
        app.UseRouting();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = "JourneyTrace API";
            page.SwaggerEndpoint("/openapi/v1.json", "JourneyTrace v1");
        });
        if (app.Services.GetService<OpenTelemetry.Metrics.MeterProvider>() is not null)
            app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapHealth();
        app.MapWelcome(roles.HasFlag(Roles.Insight) && ConsoleEndpoints.IsBuilt);
        if (roles.HasFlag(Roles.Intake))
        {
            app.MapIntake();
            app.MapImports();
        }
        if (roles.HasFlag(Roles.Insight))
        {
            app.UseFreshness();
            app.UseConsole();
            app.MapInsight();
        }
    }

    static void AddStore(IServiceCollection services, PostgresStore store, TenantDatabase tenant)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(store);
        services.AddSingleton(tenant.Log);
        services.AddSingleton(tenant.DeadLetters);
        services.AddSingleton(tenant.Catalogue);
        services.AddSingleton(tenant.Traces);
        services.AddSingleton(tenant.Answers);
        services.AddSingleton(tenant.Findings);
        services.AddSingleton(tenant.Freshness);
        services.AddSingleton(tenant.Hints);
        services.AddSingleton(tenant.Watched);
        services.AddSingleton(tenant.Exports);
        services.AddSingleton<JourneyReader>();
        services.AddSingleton<Knowledge>();
    }

    /// <summary>Logs are for people at a terminal, and one JSON object a line for anything else; on stderr, as stdout is for results.</summary>
    static void AddLogging(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);
        logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (Console.IsErrorRedirected)
            logging.AddJsonConsole(json => (json.TimestampFormat, json.IncludeScopes) = ("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", true)).Services.Configure<Microsoft.Extensions.Logging.Console.JsonConsoleFormatterOptions>(json => json.UseUtcTimestamp = true);
        else
            logging.AddSimpleConsole(simple => simple.SingleLine = true);
    }
}
