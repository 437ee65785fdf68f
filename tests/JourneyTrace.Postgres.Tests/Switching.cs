using JourneyTrace.Storage;
using JourneyTrace.Testing;

namespace JourneyTrace.Postgres.Tests;

/// <summary>Read models, their shards and the switch from one to the next.</summary>
public sealed class Read_models(Servers servers)
{
    static readonly CancellationToken Stop = CancellationToken.None;

    [Fact]
    public async Task Racing_switches_leave_one_current_model()
    {
        await using var database = await Database.NewAsync(await servers.Installed);
        var traces = database.Tenant.Traces;
        for (var round = 0; round < 5; round++)
        {
            Assert.True(await traces.BeginRebuildAsync(Stop));
            Assert.False(await traces.BeginRebuildAsync(Stop));
            var building = (await traces.ShardsAsync(DateTime.UtcNow, Stop)).First(s => s.Building).Model;
            Assert.False(await traces.TrySwitchAsync(Stop));
            for (var shard = 0; shard < ITraceStore.Shards; shard++)
                await FinishAsync(traces, building, shard);
            var switched = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => traces.TrySwitchAsync(Stop))));
            Assert.Single(switched, won => won);
            var shards = await traces.ShardsAsync(DateTime.UtcNow, Stop);
            Assert.Equal(Enumerable.Repeat((building, false), ITraceStore.Shards), shards.Select(s => (s.Model, s.Building)));
        }
    }

    [Fact]
    public async Task A_shard_is_held_by_one_and_a_lost_one_writes_nothing()
    {
        await using var database = await Database.NewAsync(await servers.Installed);
        await database.Log.AppendAsync([Told.PromiseMade("e1", "c")], Stop);
        await database.ReadableAsync();
        var traces = database.Tenant.Traces;
        var pending = (await traces.ShardsAsync(DateTime.UtcNow, Stop)).Single(s => s.Pending);
        await using var first = (await traces.TryLeaseAsync(pending.Model, pending.Shard, Stop))!;
        Assert.Null(await traces.TryLeaseAsync(pending.Model, pending.Shard, Stop));
        var work = (await first.NextAsync(DateTime.UtcNow, 10, Stop))!;
        var history = Assert.Single(await first.ReadCasesAsync(work.Cases, Stop));
        Assert.Equal(("c", 1), (history.Case, history.Events.Count));

        await using var connection = new Npgsql.NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand("update journeytrace.checkpoints set position = position + 1", connection);
        await command.ExecuteNonQueryAsync();
        Assert.False(await first.WriteAsync(new ShardMark(work.Log, null, 0), [], Touched.Nothing, Stop));
    }

    [Fact]
    public async Task A_connection_sees_its_own_tenant_alone()
    {
        await using var database = await Database.NewAsync(await servers.Installed);
        await database.Log.AppendAsync([Told.PromiseMade("e1", "c")], Stop);
        await using var connection = new Npgsql.NpgsqlConnection(
            database.ConnectionString + ";Options=-c role=journeytrace_app -c search_path=journeytrace -c journeytrace.tenant=2");
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var list = new Npgsql.NpgsqlCommand("select table_name::text from information_schema.columns where table_schema = 'journeytrace' and column_name = 'tenant' and table_name <> 'tenants'", connection))
        {
            await using var reader = await list.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                tables.Add(reader.GetString(0));
        }
        Assert.Superset(new HashSet<string> { "events", "case_names", "journeys", "promises", "findings", "dead_letters", "catalogues" }, tables.ToHashSet(StringComparer.Ordinal));
        foreach (var table in tables)
        {
            await using var count = new Npgsql.NpgsqlCommand("select count(*) from " + table, connection);
            Assert.Equal((table, 0L), (table, (long)(await count.ExecuteScalarAsync())!));
        }
        await using var foreign = new Npgsql.NpgsqlCommand("insert into case_names (tenant, name) values (1, 'x')", connection);
        Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => foreign.ExecuteNonQueryAsync())).SqlState);
        await using var delete = new Npgsql.NpgsqlCommand("delete from events", connection);
        Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => delete.ExecuteNonQueryAsync())).SqlState);
    }

    [Fact]
    public async Task Migrations_run_once_and_an_edited_one_is_refused()
    {
        await using var database = await Database.NewAsync(await servers.Installed);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => database.Store.MigrateAsync(Stop)));
        var (known, applied) = await database.Store.MigrationStateAsync(Stop);
        Assert.Equal(known, applied);
        await using var connection = new Npgsql.NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var edit = new Npgsql.NpgsqlCommand("update journeytrace.migrations set checksum = 'x'", connection);
        await edit.ExecuteNonQueryAsync();
        await Assert.ThrowsAsync<Migrations.MigrationException>(() => database.Store.MigrateAsync(Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => database.Store.TenantAsync("nobody", Stop));
    }

    static async Task FinishAsync(ITraceStore traces, int model, int shard)
    {
        await using var lease = (await traces.TryLeaseAsync(model, shard, Stop))!;
        var work = (await lease.NextAsync(DateTime.UtcNow, 10, Stop))!;
        Assert.True(await lease.WriteAsync(new ShardMark(work.Log, work.CaseCursor, 0), [], Touched.Nothing, Stop));
    }
}
