using JourneyTrace.Postgres.Embedded;
using JourneyTrace.Storage;
using JourneyTrace.Testing;

[assembly: AssemblyFixture(typeof(JourneyTrace.Postgres.Tests.Servers))]

namespace JourneyTrace.Postgres.Tests;

/// <summary>The PostgreSQL servers of this test run, each started when it is first needed.</summary>
public sealed class Servers : IAsyncDisposable
{
    readonly Lazy<Task<PostgresCluster>> _installed = new(() => PostgresCluster.StartAsync());
    readonly Lazy<Task<PostgresCluster>> _npm = new(() => PostgresCluster.StartAsync(ServerPrograms.Npm().First()));

    /// <summary>That of the machine.</summary>
    public Task<PostgresCluster> Installed => _installed.Value;

    /// <summary>That of the npm package.</summary>
    public Task<PostgresCluster> Npm
    {
        get
        {
            Assert.SkipUnless(ServerPrograms.Npm().Any(), $"{ServerPrograms.NpmFolderVariable} names no programs; ./test sets it");
            return _npm.Value;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in new[] { _installed, _npm }.Where(server => server.IsValueCreated))
            await (await server.Value).DisposeAsync();
    }
}

/// <summary>A fresh database, migrated, and its first tenant.</summary>
public sealed class Database(PostgresStore store, TenantDatabase tenant, string connectionString) : IAsyncDisposable
{
    public PostgresStore Store => store;

    public TenantDatabase Tenant => tenant;

    public IEventLog Log => tenant.Log;

    public string ConnectionString => connectionString;

    public static async Task<Database> NewAsync(PostgresCluster cluster)
    {
        var connectionString = await cluster.NewDatabaseAsync();
        var store = new PostgresStore(connectionString);
        await store.MigrateAsync(CancellationToken.None);
        return new Database(store, await store.TenantAsync("default", CancellationToken.None), connectionString);
    }

    /// <summary>
    /// Waits until all that is committed can be read: transactions in other databases of the same server, such as those of
    /// other tests, hold readers back as well.
    /// </summary>
    public async Task ReadableAsync()
    {
        for (var i = 0; (await Log.StateAsync(CancellationToken.None)).Unreadable > 0; i++)
        {
            Assert.True(i < 600, "events cannot be read after 30 s");
            await Task.Delay(50);
        }
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
