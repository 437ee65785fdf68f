using System.IO.Compression;
using JourneyTrace.Http;
using JourneyTrace.Http.Access;
using JourneyTrace.Insight;
using JourneyTrace.Intake;
using JourneyTrace.Postgres;
using JourneyTrace.Telemetry;
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
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.WebHost.UseUrls(options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Whoever sends its first lines letter by letter keeps a connection, and nobody else out, for this long. Bodies have the least speed of Kestrel's own.
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        AddLogging(builder.Logging);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(store);
        AddAccess(builder.Services, options, store);
        Modules.Add(builder.Services, options, tenant);
        builder.Services.AddTelemetry("journeytrace");
        // The document says of numbers that they are numbers, and not texts.
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict);
        builder.Services.AddOpenApi(ApiDocumentEndpoint.Name, ApiDocument.Describe);
        builder.Services.AddResponseCompression(compression => compression.Providers.Add<GzipCompressionProvider>());
        builder.Services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        var app = builder.Build();
        Map(app, options.Roles);
        return app;
    }

    static void AddAccess(IServiceCollection services, ServeOptions options, PostgresStore store)
    {
        services.AddSingleton(store.Keys);
        services.AddSingleton(store.Parts);
        services.AddHostedService<PartKeeper>();
        services.AddHostedService<StatisticsKeeper>();
        services.AddSingleton(provider => new KeyRing(store.Keys, options.AdminKey, options.TokenIssuer is not null, TimeProvider.System, provider.GetRequiredService<ILogger<KeyRing>>()));
        services.AddHostedService(provider => provider.GetRequiredService<KeyRing>());
        services.AddSingleton(store.Audit);
        services.AddSingleton<AuditTrail>();
        services.AddHostedService(provider => provider.GetRequiredService<AuditTrail>());
        services.AddSingleton(provider => new TokenIssuer(options.TokenIssuer, store.Keys, TimeProvider.System, provider.GetRequiredService<ILogger<TokenIssuer>>()));
        services.AddSingleton<KeyUsage>();
        services.AddSingleton(HealthEndpoints.Look);
        services.AddHostedService(provider => provider.GetRequiredService<KeyUsage>());
        services.AddSingleton<TenantHosts>();
        services.AddHostedService(provider => provider.GetRequiredService<TenantHosts>());
    }

    static void Map(WebApplication app, Roles roles)
    {
        app.Use((http, next) =>
        {
            // No page of ours stands in a frame of another's; those that need a stricter policy set it.
            http.Response.Headers.ContentSecurityPolicy = "frame-ancestors 'none'";
            http.Response.Headers.XFrameOptions = "DENY";
            http.Response.Headers.XContentTypeOptions = "nosniff";
            return next(http);
        });
        app.UseRequestTelemetry();
        app.UseResponseCompression();
        app.UseProblems(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("JourneyTrace.Http"));
        app.UseRouting();
        app.UseAudit();
        app.UseGate();
        app.UseTenants();
        app.MapApiDocument();
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = "JourneyTrace API";
            page.SwaggerEndpoint("/openapi/v1.json", "JourneyTrace v1");
        });
        if (app.Services.GetService<OpenTelemetry.Metrics.MeterProvider>() is not null)
            app.MapPrometheusScrapingEndpoint("/metrics").Needs(Scope.None);
        MapAccess(app);
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

    static void MapAccess(WebApplication app)
    {
        app.MapSession();
        app.MapKeys();
        app.MapAudit();
        app.MapParts();
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
