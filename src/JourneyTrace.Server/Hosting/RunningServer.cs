using JourneyTrace.Http.Access;
using JourneyTrace.Postgres;
using JourneyTrace.Postgres.Embedded;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyTrace.Server.Hosting;

/// <summary>A server that listens: its web application, its store and, where it has one, its own PostgreSQL.</summary>
public sealed partial class RunningServer : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly PostgresStore _store;
    readonly EmbeddedPostgres? _postgres;

    RunningServer(WebApplication app, PostgresStore store, EmbeddedPostgres? postgres)
    {
        _app = app;
        _store = store;
        _postgres = postgres;
    }

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<string> Addresses =>
        [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];

    /// <summary>What keeps its data, for people.</summary>
    public string Database => _postgres is null ? "the PostgreSQL it was given" : $"its own PostgreSQL {_postgres.Version}";

    /// <summary>Starts everything; what cannot start leaves nothing running.</summary>
    /// <exception cref="IOException">Somebody listens there already, or the options do not go together.</exception>
    /// <exception cref="EmbeddedPostgresException">Its own PostgreSQL cannot run.</exception>
    /// <exception cref="Storage.StoreUnavailableException">The named PostgreSQL cannot be reached.</exception>
    /// <exception cref="Postgres.Migrations.MigrationException">The database cannot be brought up to date.</exception>
    /// <exception cref="Personal.PersonalKeyException">The operator's key is not the one of before.</exception>
    public static async Task<RunningServer> StartAsync(ServeOptions options, CancellationToken stop)
    {
        Ports.CheckFree(options.Urls);
        // What a Tracer finds has to be of what it traced, and a replica may be behind.
        if (options.Replica is not null && options.Roles.HasFlag(Roles.Tracer))
            throw new IOException("--replica (JOURNEYTRACE_REPLICA) is for servers that do not trace: add --roles insight, or intake,insight");
        var postgres = options.Postgres is null ? await EmbeddedPostgres.StartAsync(options.Data, null, stop) : null;
        PostgresStore? store = null;
        ILogger logger = NullLogger.Instance;
        try
        {
            var scratch = Scratch.Checked(options.Scratch);
            store = StoreAt(options.Postgres ?? postgres!.ConnectionString, options.Replica, scratch, why => ScratchRefused(logger, scratch!, why));
            await store.MigrateAsync(stop);
            var tenant = await store.TenantAsync("default", stop);
            var app = WebApp.Build(options, store, tenant);
            logger = app.Services.GetRequiredService<ILogger<RunningServer>>();
            await app.Services.GetRequiredService<KeyRing>().RefreshAsync(stop);
            await app.Services.GetRequiredService<Personal.PersonalVault>().BeginAsync(stop);
            if (app.Services.GetRequiredService<KeyRing>().IsOpen)
                Ports.CheckLoopback(options.Urls);
            await app.StartAsync(stop);
            var server = new RunningServer(app, store, postgres);
            // A file of settings in the working directory may have named other addresses.
            if (app.Services.GetRequiredService<KeyRing>().IsOpen)
                Ports.CheckLoopback(string.Join(';', server.Addresses));
            return server;
        }
        catch
        {
            if (store is not null)
                await store.DisposeAsync();
            if (postgres is not null)
                await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>The database that a connection string names, and its replica.</summary>
    /// <exception cref="IOException">One is none.</exception>
    internal static PostgresStore StoreAt(string connectionString, string? replica = null, string? scratch = null, Action<string>? scratchRefused = null)
    {
        try
        {
            return new PostgresStore(connectionString, replica, scratch, scratchRefused);
        }
        catch (ArgumentException e)
        {
            throw new IOException(
                $"--postgres (JOURNEYTRACE_POSTGRES){(replica is null ? "" : " and --replica (JOURNEYTRACE_REPLICA)")} needs a connection string such as \"Host=localhost;Database=journeytrace;Username=…;Password=…\": {e.Message}", e);
        }
    }

    /// <summary>Runs until it is told to stop (Ctrl-C, SIGTERM, or the token).</summary>
    public async Task WaitAsync(CancellationToken stop)
    {
        await using var told = stop.Register(_app.Lifetime.StopApplication);
        await _app.WaitForShutdownAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The folder {Folder} takes no file ({Why}): what reports are counted from is kept in memory instead. Give it room, or name another one with --scratch, and start again")]
    static partial void ScratchRefused(ILogger logger, string folder, string why);
}
