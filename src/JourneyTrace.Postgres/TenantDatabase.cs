using System.Globalization;
using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>One tenant's data: its connections act for this tenant alone, as a role that row-level security binds.</summary>
public sealed class TenantDatabase : IAsyncDisposable
{
    readonly NpgsqlDataSource _source;

    internal TenantDatabase(string connectionString, string name, int number)
    {
        Name = name;
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Options = string.Create(
                CultureInfo.InvariantCulture,
                $"-c role=journeytrace_app -c search_path=journeytrace -c journeytrace.tenant={number} -c plan_cache_mode=force_custom_plan -c jit=off"),
            MaxPoolSize = 40,
        };
        _source = NpgsqlDataSource.Create(builder);
        Log = new PostgresEventLog(_source);
        DeadLetters = new PostgresDeadLetters(_source);
        Catalogue = new PostgresCatalogueVersions(_source);
        Traces = new PostgresTraceStore(_source);
        Answers = new PostgresAnswers(_source);
        Hints = new PostgresHints(_source);
    }

    public string Name { get; }

    public IEventLog Log { get; }

    public IDeadLetters DeadLetters { get; }

    public ICatalogueVersions Catalogue { get; }

    public ITraceStore Traces { get; }

    public IAnswers Answers { get; }

    public IHints Hints { get; }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    internal Task BeginAsync(CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await _source.OpenConnectionAsync(stop);
        return await connection.Statement("first_model", ITraceStore.Shards).RunAsync(stop);
    });
}
