using JourneyTrace.Http.Access;
using JourneyTrace.Personal;
using JourneyTrace.Postgres;
using JourneyTrace.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Server.Hosting;

/// <summary>
/// The modules of every tenant but the default one, each with its own connections, which row-level security holds to it. What one tenant's modules know
/// no other's can reach: a request gets the services of its caller's tenant, and those alone.
/// </summary>
sealed partial class TenantHosts(ServeOptions options, PostgresStore store, IServiceProvider app, ILogger<TenantHosts> logger) : BackgroundService
{
    static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    readonly SemaphoreSlim _starting = new(1, 1);
    Dictionary<string, TenantHost> _hosts = new(StringComparer.Ordinal);

    /// <summary>The services of a tenant.</summary>
    /// <exception cref="StoreUnavailableException">They are not there yet, and the database cannot be reached.</exception>
    public async Task<IServiceProvider> ServicesAsync(string tenant, CancellationToken stop)
    {
        // They outlive the request that was the first to ask for them, and know nothing of it.
        if (!Volatile.Read(ref _hosts).ContainsKey(tenant))
            await Apart(() => StartAsync(tenant)).WaitAsync(stop);
        return Volatile.Read(ref _hosts)[tenant].Services;
    }

    static Task Apart(Func<Task> work)
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(work);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var host in _hosts.Values)
            await host.DisposeAsync();
        _hosts.Clear();
    }

    public override void Dispose()
    {
        _starting.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                IReadOnlyList<string> tenants;
                using (Telemetry.Quiet.Begin())
                    tenants = await store.Keys.TenantsAsync(stoppingToken);
                foreach (var tenant in tenants.Where(tenant => tenant != Caller.DefaultTenant && !_hosts.ContainsKey(tenant)))
                    await TryStartAsync(tenant);
            }
            catch (StoreUnavailableException)
            {
                // The watch says so.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Unknown(logger, e);
            }
            await Task.Delay(Between, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One that cannot be served keeps no other from it.</summary>
    async Task TryStartAsync(string tenant)
    {
        try
        {
            await Apart(() => StartAsync(tenant));
        }
        catch (Exception e) when (e is not StoreUnavailableException)
        {
            Failed(logger, tenant, e);
        }
    }

    async Task StartAsync(string tenant)
    {
        await _starting.WaitAsync(CancellationToken.None);
        try
        {
            if (_hosts.ContainsKey(tenant))
                return;
            var host = await TenantHost.StartAsync(options, await store.TenantAsync(tenant, CancellationToken.None), app);
            Volatile.Write(ref _hosts, new Dictionary<string, TenantHost>(_hosts, StringComparer.Ordinal) { [tenant] = host });
            Began(logger, tenant);
        }
        finally
        {
            _starting.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The tenant {Tenant} is served")]
    static partial void Began(ILogger logger, string tenant);

    [LoggerMessage(Level = LogLevel.Error, Message = "Which tenants there are could not be read; it is tried again")]
    static partial void Unknown(ILogger logger, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "The tenant {Tenant} cannot be served; it is tried again")]
    static partial void Failed(ILogger logger, string tenant, Exception e);
}

/// <summary>One tenant's modules, and what they do in the background.</summary>
sealed class TenantHost : IAsyncDisposable
{
    readonly ServiceProvider _services;
    readonly List<IHostedService> _running = [];

    TenantHost(ServiceProvider services) => _services = services;

    public IServiceProvider Services => _services;

    public static async Task<TenantHost> StartAsync(ServeOptions options, TenantDatabase tenant, IServiceProvider app)
    {
        var services = new ServiceCollection();
        services.AddSingleton(app.GetRequiredService<ILoggerFactory>());
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        // Journeys are told to one store, which knows no tenants: those of the default one alone.
        var own = options with { Journeys = null, JaegerPage = null };
        services.AddSingleton(own);
        Modules.Add(services, own, tenant);
        var host = new TenantHost(services.BuildServiceProvider());
        try
        {
            await host._services.GetRequiredService<PersonalVault>().BeginAsync(CancellationToken.None);
            foreach (var service in host._services.GetServices<IHostedService>())
            {
                await service.StartAsync(CancellationToken.None);
                host._running.Add(service);
            }
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _running)
            await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}

/// <summary>Gives each request the services of its caller's tenant.</summary>
static class TenantServices
{
    public static void UseTenants(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.Features.Get<Caller>() is not { Tenant: not Caller.DefaultTenant and var tenant })
        {
            await next(http);
            return;
        }
        var all = http.RequestServices;
        http.RequestServices = new OfTenant(await all.GetRequiredService<TenantHosts>().ServicesAsync(tenant, http.RequestAborted), all);
        try
        {
            await next(http);
        }
        finally
        {
            http.RequestServices = all;
        }
    });

    /// <summary>The tenant's own first; what it has none of is nobody's in particular.</summary>
    sealed class OfTenant(IServiceProvider own, IServiceProvider all) : IServiceProvider
    {
        public object? GetService(Type serviceType) => own.GetService(serviceType) ?? all.GetService(serviceType);
    }
}
