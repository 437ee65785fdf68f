using System.Diagnostics;
using JourneyTrace.Client;
using JourneyTrace.Postgres;
using JourneyTrace.Server.Tests;
using JourneyTrace.Storage;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Faults.Tests;

/// <summary>What was backed up comes back whole: every event as it was, and read models equal to a replay.</summary>
[Trait("Category", "Fault")]
public sealed class Restoring(Servers servers, ITestOutputHelper output)
{
    static readonly int Cases = Length.Of(500, 20_000);

    /// <summary>What docs/ops.md says to run as the owner after a logical restore.</summary>
    static string AfterRestore => string.Join(' ', File.ReadAllLines(Path.Combine(Repository.Root, "docs/ops.md")).SkipWhile(line => !line.StartsWith("<!-- after a logical restore", StringComparison.Ordinal))
        .SkipWhile(line => line != "```sql").Skip(1).TakeWhile(line => line != "```"));

    [Fact]
    public async Task From_a_dump()
    {
        var database = await FilledAsync(servers.Cluster);
        var (hash, head) = await StateOfAsync(database);
        var file = Path.GetTempFileName();
        try
        {
            var (dumping, restored) = (Stopwatch.StartNew(), await servers.Cluster.NewDatabaseAsync());
            await RunAsync("pg_dump", database, "--format=custom", "--file", file);
            dumping.Stop();
            var restoring = Stopwatch.StartNew();
            await RunAsync("pg_restore", restored, "--exit-on-error", file);
            Assert.Equal(await TablesAsync(database), await TablesAsync(restored));
            await ExecuteAsync(restored, AfterRestore);
            restoring.Stop();
            await using var server = await ServerProcess.StartAsync("serve", "--postgres", restored);
            Assert.Equal(0, (await ServerProcess.RunAsync("replay", "--from-zero", "--server", server.Address.ToString())).ExitCode);
            await EqualAsync(server, restored);
            var (after, _) = await StateOfAsync(restored);
            Assert.Equal(hash, after);
            Assert.NotNull(head);
            Say($"{Cases * 5} events dumped in {dumping.Elapsed.TotalSeconds:0.0} s, restored in {restoring.Elapsed.TotalSeconds:0.0} s: the same hash, verify equal");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task From_a_copy_that_follows_and_is_promoted()
    {
        var database = await FilledAsync(servers.Cluster);
        var clock = Stopwatch.StartNew();
        // A physical copy that follows to the end of the write-ahead log, and is a server of its own from then on.
        await using var copy = await servers.Cluster.StartReplicaAsync();
        await PostAsync(database, "later", 50);
        var (hash, head) = await StateOfAsync(database);
        var tables = await TablesAsync(database);
        var promoted = await copy.PromoteAsync(database);
        clock.Stop();
        var (after, headAfter) = await StateOfAsync(promoted);
        Assert.Equal((hash, head), (after, headAfter));
        Assert.Equal(tables, await TablesAsync(promoted));
        await using var server = await ServerProcess.StartAsync("serve", "--postgres", promoted);
        await EqualAsync(server, promoted);
        Say($"{Cases * 5} events in a base backup that followed and was promoted after {clock.Elapsed.TotalSeconds:0.0} s: the same hash and head, verify equal");
    }

    /// <summary>The server and all of its data are gone; what is left is an older copy of its files, and the log that it archived.</summary>
    [Fact]
    public async Task From_a_base_backup_and_the_archived_log()
    {
        await using var gone = await PostgresCluster.StartAsync();
        var copying = Stopwatch.StartNew();
        await using var backup = await PostgresBackup.TakeAsync(gone);
        copying.Stop();
        var database = await FilledAsync(gone);
        await backup.ArchivedAsync();
        var (hash, head) = await StateOfAsync(database);
        var tables = await TablesAsync(database);
        await gone.DisposeAsync();
        var restoring = Stopwatch.StartNew();
        var restored = await backup.RestoreAsync(database);
        restoring.Stop();
        Assert.Equal((hash, head), await StateOfAsync(restored));
        Assert.Equal(tables, await TablesAsync(restored));
        await using var server = await ServerProcess.StartAsync("serve", "--postgres", restored);
        await EqualAsync(server, restored);
        Say($"a base backup of {copying.Elapsed.TotalSeconds:0.0} s and the archived log of {Cases * 5} events restored in {restoring.Elapsed.TotalSeconds:0.0} s: the same hash and head, verify equal");
    }

    static async Task<string> FilledAsync(PostgresCluster cluster)
    {
        var database = await cluster.NewDatabaseAsync();
        await PostAsync(database, "c", Cases);
        await KeepOthersAsync(database);
        return database;
    }

    static async Task PostAsync(string database, string prefix, int cases)
    {
        await using var server = await ServerProcess.StartAsync("serve", "--postgres", database);
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
        var lines = Enumerable.Range(0, cases).SelectMany(c => Enumerable.Range(0, 5).Select(i => Told.Json(
            $"{prefix}-{c}-{i}", i == 0 ? "promise.made" : "activity.recorded", $"{prefix}-{c}", Told.Monday.AddMinutes(i), (i == 0 ? """{"promise":"p","by":"store","within":"PT4H",""" : """{"activity":"a",""") + People.Of($"{prefix}-{c}-{i}") + "}")));
        var client = new JourneyTraceClient(http);
        await client.PostLinesAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines))), false, CancellationToken.None);
        await client.CaughtUpAsync();
        // Until all of it is sealed.
        while (await NumberAsync(database, "select coalesce(sum(count), 0) - (select count(*) from journeytrace.events) from journeytrace.seals") != 0)
            await Task.Delay(200);
    }

    /// <summary>Something of whatever else is kept.</summary>
    static async Task KeepOthersAsync(string database)
    {
        await using var server = await ServerProcess.StartAsync("serve", "--postgres", database);
        using var http = new HttpClient { BaseAddress = server.Address };
        foreach (var (method, path, body) in new[]
        {
            (HttpMethod.Post, "v1/events", Told.Json("bad", "promise.made", "c-0", Told.Monday, """{"promise":"p"}""")), (HttpMethod.Put, "v1/catalogue", """{"links":{"store":{"side":"front"}}}"""),
            (HttpMethod.Post, "v1/webhooks", """{"url":"https://hooks.example.org/"}"""), (HttpMethod.Put, "v1/retention", """{"auditDays":3650}"""),
        })
            await http.SendAsync(new HttpRequestMessage(method, path) { Content = new StringContent(body, null, "application/json") });
        foreach (var table in new[] { "dead_letters", "catalogues", "webhooks", "retention", "audit" })
        {
            for (var i = 0; await NumberAsync(database, $"select count(*) from journeytrace.{table}") == 0; i++)
            {
                Assert.True(i < 100, $"Nothing came to {table}");
                await Task.Delay(100);
            }
        }
    }

    /// <summary>A hash of each table's rows, whatever their order.</summary>
    static async Task<string> TablesAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var hashes = new List<string>();
        foreach (var table in await NamesAsync(source))
        {
            await using var hash = source.CreateCommand($"select count(*)::text || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') from {table} as t");
            hashes.Add($"{table} {await hash.ExecuteScalarAsync()}");
        }
        Assert.True(hashes.Count > 20, string.Join(", ", hashes));
        return string.Join('\n', hashes);
    }

    static async Task<List<string>> NamesAsync(NpgsqlDataSource source)
    {
        var tables = new List<string>();
        await using var names = source.CreateCommand("select table_schema || '.' || table_name from information_schema.tables where table_schema = 'journeytrace' and table_type = 'BASE TABLE' order by 1");
        await using var reader = await names.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            tables.Add(reader.GetString(0));
        return tables;
    }

    /// <summary>A hash over all events, whatever their order, and the head of the chain.</summary>
    static async Task<(string Hash, string? Head)> StateOfAsync(string database)
    {
        await using var store = new PostgresStore(database);
        var log = (await store.TenantAsync("default", CancellationToken.None)).Log;
        var (all, mark) = (new List<string>(), default(LogMark));
        while (await log.ReadAsync(mark, 5000, CancellationToken.None) is { Events.Count: > 0 } slice)
        {
            all.AddRange(slice.Events.Select(e => $"{e.Mark.Position} {e.Source} {e.Id} {e.Subject} {e.Time:O} {e.RecordedAt:O} {e.Key} {e.Content} {Convert.ToHexString(e.Data)} {Convert.ToHexString(e.Extensions ?? [])} {e.TraceParent}"));
            mark = slice.End;
        }
        all.Sort(StringComparer.Ordinal);
        Assert.NotEmpty(all);
        var last = await (await store.TenantAsync("default", CancellationToken.None)).Seals.LastAsync(CancellationToken.None);
        return (Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', all)))), last is null ? null : Convert.ToHexString(last.Head));
    }

    static async Task EqualAsync(ServerProcess server, string database)
    {
        // What lies apart came along, and the keys to it.
        await using (var store = new PostgresStore(database))
            Assert.Empty(await People.MissingAsync(await store.TenantAsync("default", CancellationToken.None), CancellationToken.None));
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
        await new JourneyTraceClient(http).VerifiedAsync();
    }

    /// <summary>PostgreSQL's own programs, which stand beside the server's.</summary>
    static async Task RunAsync(string program, string database, params string[] arguments)
    {
        var to = new NpgsqlConnectionStringBuilder(database);
        var path = Path.Combine(Postgres.Embedded.ServerPrograms.FindAll().First(p => File.Exists(Path.Combine(p.Folder, program))).Folder, program);
        var (code, said) = await Programs.RunAsync(path, null, ["--host", to.Host!, "--port", $"{to.Port}", "--username", to.Username!, "--dbname", to.Database!, .. arguments]);
        Assert.True(code == 0, said);
    }

    static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    static async Task<long> NumberAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    void Say(string what)
    {
        output.WriteLine(what);
        Console.WriteLine("    " + what);
    }
}
