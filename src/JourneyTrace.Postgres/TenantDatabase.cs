using System.Globalization;
using JourneyTrace.Columns.Memory;
using JourneyTrace.Postgres.Columns;
using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>One tenant's data: its connections act for this tenant alone, as a role that row-level security binds.</summary>
public sealed class TenantDatabase : IAsyncDisposable
{
    const string KeyLookups = " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

    readonly NpgsqlDataSource _source;

    // What is acknowledged is never cancelled: a commit that waits for a standby and is cancelled has committed here, and there it has not.
    readonly NpgsqlDataSource _appends;
    readonly NpgsqlDataSource _reports;
    readonly NpgsqlDataSource _traces;

    // As the login itself, which sees more of other connections than the role that it takes on.
    readonly NpgsqlDataSource _watch;
    readonly NpgsqlDataSource _snapshots;
    readonly PostgresColumns _columns;
    readonly PostgresEventLog _log;

    /// <param name="replica">Where reports are read; null for where all else is.</param>
    /// <param name="scratch">Where what reports are counted from lies; null for the process's own memory.</param>
    internal TenantDatabase(string connectionString, string? replica, ScratchFolder? scratch, string name, int number)
    {
        Name = name;
        // What is not a report looks things up by their keys, and is planned once, when the tables may still be empty: it is
        // kept from plans that read whole tables. A report's plan is made anew for its filters.
        _source = Source("log", connectionString, number, KeyLookups);
        _appends = Source("appends", connectionString, number, KeyLookups, builder => builder.CommandTimeout = 0);
        _reports = Source("reports", replica ?? connectionString, number, " -c plan_cache_mode=force_custom_plan");
        // A snapshot's tables hide those of the same names: its session is its own, and remembers no plan. A look through the whole log has one of that kind, too.
        _snapshots = Source("snapshots", connectionString, number, " -c enable_nestloop=off -c work_mem=64MB", builder => (builder.Pooling, builder.MaxAutoPrepare) = (false, 0));
        // What a crash takes from the read models it takes together with their marks: they are traced again from the log.
        _traces = Source("traces", connectionString, number, KeyLookups + " -c synchronous_commit=off");
        Log = _log = new PostgresEventLog(_source, _appends);
        DeadLetters = new PostgresDeadLetters(_source, _appends);
        Catalogue = new PostgresCatalogueVersions(_source);
        Traces = new PostgresTraceStore(_traces);
        _columns = new PostgresColumns(_reports, null, scratch);
        Answers = new PostgresAnswers(_reports, _snapshots, _columns, scratch);
        Findings = new PostgresFindings(_source);
        Freshness = new PostgresFreshness(_source, _reports);
        Seals = new PostgresLogSeals(_source);
        Checks = new PostgresLogChecks(_source, _snapshots);
        Hints = new PostgresHints(_source);
        _watch = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 2 }.ConnectionString) { Name = "watch" }.Build();
        Watched = new PostgresWatched(_source, _watch);
        Exports = new PostgresJourneyExports(_source, number);
        Personal = new PostgresPersonalData(_source);
        Webhooks = new PostgresWebhooks(_source);
        Access = new PostgresOwnAccess(_source, _appends, name);
    }

    public string Name { get; }

    public IEventLog Log { get; }

    public IDeadLetters DeadLetters { get; }

    public ICatalogueVersions Catalogue { get; }

    public ITraceStore Traces { get; }

    public IAnswers Answers { get; }

    public IFindings Findings { get; }

    public IFreshness Freshness { get; }

    public ILogSeals Seals { get; }

    public ILogChecks Checks { get; }

    public IHints Hints { get; }

    public IWatched Watched { get; }

    public IJourneyExports Exports { get; }

    public IPersonalData Personal { get; }

    public IWebhooks Webhooks { get; }

    public IOwnAccess Access { get; }

    public async ValueTask DisposeAsync()
    {
        _columns.Dispose();
        _log.Dispose();
        await _watch.DisposeAsync();
        await _reports.DisposeAsync();
        await _traces.DisposeAsync();
        await _snapshots.DisposeAsync();
        await _appends.DisposeAsync();
        await _source.DisposeAsync();
    }

    internal Task BeginAsync(CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await _source.OpenConnectionAsync(stop);
        return await connection.Statement("first_model", ITraceStore.Shards).RunAsync(stop);
    });

    /// <param name="pool">What measurements call it.</param>
    static NpgsqlDataSource Source(
        string pool, string connectionString, int tenant, string settings, Action<NpgsqlConnectionStringBuilder>? more = null)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Options = string.Create(
                CultureInfo.InvariantCulture,
                $"-c role=journeytrace_app -c search_path=journeytrace -c journeytrace.tenant={tenant} -c jit=off{settings}"),
            MaxPoolSize = 30,
            // A session is given back as it was taken: its locks are let go of.
            NoResetOnClose = true,
        };
        more?.Invoke(builder);
        return new NpgsqlDataSourceBuilder(builder.ConnectionString) { Name = pool }.Build();
    }
}
