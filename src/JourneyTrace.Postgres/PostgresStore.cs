using JourneyTrace.Columns.Memory;
using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>A PostgreSQL database (15 or newer) that JourneyTrace keeps its events and answers in.</summary>
public sealed class PostgresStore : IAsyncDisposable
{
    readonly NpgsqlConnectionStringBuilder _connection;
    readonly NpgsqlDataSource _owner;
    readonly Dictionary<string, TenantDatabase> _tenants = new(StringComparer.Ordinal);

    readonly string? _replica;
    readonly ScratchFolder? _scratch;

    /// <param name="connectionString">Of a login that may create roles and schemas in its database.</param>
    /// <param name="replica">Of a streaming replica of it, where reports are read; null for none.</param>
    /// <param name="scratch">A folder for files that hold what reports are counted from, and are gone with the process; null for the process's own memory.</param>
    /// <param name="scratchRefused">Is told why that folder took no file, once until it takes one again: what came meanwhile is kept in the process's own memory.</param>
    /// <exception cref="ArgumentException">A connection string is not understood.</exception>
    public PostgresStore(string connectionString, string? replica = null, string? scratch = null, Action<string>? scratchRefused = null)
    {
        _scratch = scratch is null ? null : new ScratchFolder(scratch, scratchRefused);
        _connection = Completed(connectionString);
        _replica = replica is null ? null : Completed(replica).ConnectionString;
        var owner = new NpgsqlConnectionStringBuilder(_connection.ConnectionString)
        {
            Options = "-c search_path=journeytrace",
            MaxPoolSize = 4,
        };
        _owner = new NpgsqlDataSourceBuilder(owner.ConnectionString) { Name = "owner" }.Build();
        Keys = new PostgresApiKeys(_owner);
        Parts = new PostgresLogParts(_owner);
        Audit = new PostgresAuditLog(_owner);
    }

    /// <summary>Keys and tenants.</summary>
    public IApiKeys Keys { get; }

    /// <summary>Who asked for what.</summary>
    public IAuditLog Audit { get; }

    /// <summary>The parts that the log lies in.</summary>
    public ILogParts Parts { get; }

    /// <summary>Sessions bear a name, by which operators know them: theirs, where they give one.</summary>
    static NpgsqlConnectionStringBuilder Completed(string connectionString)
    {
        var completed = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2 };
        completed.ApplicationName ??= "journeytrace";
        return completed;
    }

    /// <summary>Brings the database up to date: forward only, one process at a time, checked against what was applied before.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    /// <exception cref="Migrations.MigrationException">The database is older than 15, newer than this program, or was changed by hand.</exception>
    public async Task MigrateAsync(CancellationToken stop)
    {
        await Migrations.Migrator.RunAsync(_owner, stop);
        await Parts.OpenAsync(stop);
    }

    /// <summary>How many migrations this program knows and how many the database has: equal when it is up to date.</summary>
    public Task<(int Known, int Applied)> MigrationStateAsync(CancellationToken stop) => Migrations.Migrator.StateAsync(_owner, stop);

    /// <summary>Tells the database to look again at tables that have doubled since it did; plans made before are made anew.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public Task AnalyzeGrownTablesAsync(CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await _owner.OpenConnectionAsync(stop);
        foreach (var table in await connection.Statement("grown_tables").ListAsync(row => row.GetString(0), stop))
        {
            await using var analyze = new NpgsqlCommand(Sql.Of("analyze").Replace("{table}", table, StringComparison.Ordinal), connection);
            await analyze.ExecuteNonQueryAsync(stop);
        }
        return 0;
    });

    /// <summary>The data of one tenant.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<TenantDatabase> TenantAsync(string name, CancellationToken stop)
    {
        lock (_tenants)
        {
            if (_tenants.TryGetValue(name, out var known))
                return known;
        }
        var number = await Commands.Reaching(async () =>
        {
            await using var command = _owner.CreateCommand(Sql.Of("find_tenant"));
            command.Parameters.Add(new NpgsqlParameter { Value = name });
            return await command.ExecuteScalarAsync(stop) is int found
                ? found
                : throw new ArgumentException($"There is no tenant '{name}'", nameof(name));
        });
        var tenant = new TenantDatabase(_connection.ConnectionString, _replica, _scratch, name, number);
        await tenant.BeginAsync(stop);
        lock (_tenants)
            return _tenants.TryAdd(name, tenant) ? tenant : _tenants[name];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var tenant in _tenants.Values)
            await tenant.DisposeAsync();
        await _owner.DisposeAsync();
    }
}
