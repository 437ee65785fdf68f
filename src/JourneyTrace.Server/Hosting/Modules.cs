using JourneyTrace.Insight;
using JourneyTrace.Intake;
using JourneyTrace.Personal;
using JourneyTrace.Postgres;
using JourneyTrace.Storage;
using JourneyTrace.Telemetry.Journeys;
using JourneyTrace.Tracer;
using JourneyTrace.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyTrace.Server.Hosting;

/// <summary>The modules of the asked-for roles over one tenant's data, by an explicit list.</summary>
static class Modules
{
    public static void Add(IServiceCollection services, ServeOptions options, TenantDatabase tenant)
    {
        AddStore(services, options, tenant);
        if (options.Roles.HasFlag(Roles.Intake))
            services.AddIntake();
        if (options.Roles.HasFlag(Roles.Tracer))
            services.AddTracer(options.Journeys);
        if (options.Roles.HasFlag(Roles.Insight))
            services.AddInsight(options.JaegerPage);
    }

    static void AddStore(IServiceCollection services, ServeOptions options, TenantDatabase tenant)
    {
        services.AddSingleton(TimeProvider.System);
        var vault = new PersonalVault(tenant.Personal, options.PersonalKey);
        services.AddSingleton(tenant.Personal);
        services.AddSingleton(vault);
        services.AddSingleton<IEventLog>(new PersonalEventLog(tenant.Log, vault));
        var letters = new PersonalDeadLetters(tenant.DeadLetters, vault);
        services.AddSingleton(letters);
        services.AddSingleton<IDeadLetters>(letters);
        services.AddHostedService<RetentionKeeper>();
        services.AddSingleton(tenant.Webhooks);
        services.AddSingleton(new WebhookSettings(tenant.Name, options.WebhooksToPrivate, options.PersonalKey));
        services.AddSingleton(tenant.Catalogue);
        services.AddSingleton(tenant.Traces);
        services.AddSingleton(tenant.Answers);
        services.AddSingleton(tenant.Findings);
        services.AddSingleton(tenant.Freshness);
        services.AddSingleton(tenant.Seals);
        services.AddSingleton(tenant.Checks);
        services.AddSingleton(tenant.Hints);
        services.AddSingleton(tenant.Watched);
        services.AddSingleton(tenant.Exports);
        services.AddSingleton(tenant.Access);
        services.AddSingleton<JourneyReader>();
        services.AddSingleton<Knowledge>();
    }
}
