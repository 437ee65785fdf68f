using System.Net.Http.Headers;
using System.Net.Http.Json;
using JourneyTrace.Client;
using JourneyTrace.Events;
using JourneyTrace.Postgres;
using JourneyTrace.Server.Tests;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Faults.Tests;

/// <summary>Many at once: nothing is skipped by who reads, and nothing is stored twice.</summary>
[Trait("Category", "Fault")]
public sealed class Racing(Servers servers, ITestOutputHelper output)
{
    const int Writers = 16;

    static CancellationToken Stop => CancellationToken.None;

    /// <summary>Transactions that take their positions, wait, and commit or roll back in another order, and one who reads all the while.</summary>
    [Fact]
    public async Task A_reader_skips_nothing_of_transactions_that_commit_late_or_not_at_all()
    {
        var database = await servers.Cluster.NewDatabaseAsync();
        await using var store = new PostgresStore(database);
        await store.MigrateAsync(Stop);
        var log = (await store.TenantAsync("default", Stop)).Log;
        await log.AppendAsync([Told.PromiseMade("first", "c-0")], Stop);
        var (each, history, committed) = (Length.Of(5_000, 100_000) / Writers, new History(), 0);
        history.Try("first", "c-0", -1, 0);
        history.Acknowledge("first");
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            await using var source = NpgsqlDataSource.Create(database);
            await using var connection = await source.OpenConnectionAsync();
            for (var i = 0; i < each; i++)
            {
                if (random.Next(2) == 0)
                {
                    var id = $"w{writer}-{i}";
                    history.Try(id, $"c-{i % 50}", writer, i);
                    await log.AppendAsync([Told.PromiseMade(id, $"c-{i % 50}")], Stop);
                    history.Acknowledge(id);
                    continue;
                }
                // As a slow writer of our own would: its position is taken long before it commits.
                await using var transaction = await connection.BeginTransactionAsync();
                var late = $"late{writer}-{i}";
                await using (var insert = new NpgsqlCommand("""
                    insert into journeytrace.events (tenant, source_no, case_no, time, key, content, type, id, data)
                    select tenant, source_no, case_no, time, gen_random_uuid(), content, type, $1, data from journeytrace.events where id = 'first'
                    """, connection, transaction) { Parameters = { new() { Value = late } } })
                    await insert.ExecuteNonQueryAsync();
                if (random.Next(4) == 0)
                    await Task.Delay(random.Next(30));
                if (random.Next(5) == 0)
                {
                    await transaction.RollbackAsync();
                    continue;
                }
                history.Try(late, "c-0", 1000 + writer, i);
                await transaction.CommitAsync();
                history.Acknowledge(late);
                Interlocked.Increment(ref committed);
            }
        })));
        while (!writing.IsCompleted)
            await history.FollowAsync(log, Stop);
        await writing;
        var anomalies = await history.CheckAsync(log, Stop);
        Say($"{Writers} writers, late commits and roll-backs: {history}");
        Assert.True(anomalies.Count == 0, string.Join('\n', anomalies.Take(20)));
        Assert.True(committed > each);
    }

    /// <summary>Everybody sends the same again and again.</summary>
    [Fact]
    public async Task Retries_by_many_clients_store_each_event_once_and_changed_content_is_a_conflict_each_time()
    {
        var database = await servers.Cluster.NewDatabaseAsync();
        await using var server = await ServerProcess.StartAsync("serve", "--roles", "intake", "--postgres", database);
        var (clients, batch, rounds) = (32, 100, Length.Of(10, 320));
        long accepted = 0, duplicates = 0, conflicts = 0, changed = 0, alones = 0;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            using var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(1) };
            var random = new Random(client);
            for (var round = 0; round < rounds;)
            {
                // The same few events, by everybody at the same time; one of a hundred with other content.
                var first = round * 20;
                var others = Enumerable.Range(0, batch).Select(_ => (Number: random.Next(20) + first, Changed: random.Next(100) == 0)).ToList();
                using var answer = await http.PostAsync("v1/events", new StringContent(string.Join('\n', Enumerable.Range(first, 20).Select(n => Line(n, false)).Concat(others.Select(line => Line(line.Number, line.Changed)))), new MediaTypeHeaderValue("application/x-ndjson")));
                if ((int)answer.StatusCode is 429 or 503)
                    continue;
                var counts = (await answer.Content.ReadFromJsonAsync<PostAnswer>(Wire.Options))!;
                Interlocked.Add(ref accepted, counts.Accepted);
                Interlocked.Add(ref duplicates, counts.Duplicates);
                Interlocked.Add(ref conflicts, counts.Rejected);
                Interlocked.Add(ref changed, others.Count(line => line.Changed));
                Assert.All(counts.Results, result => Assert.Equal("conflict", result.Code));
                // Alone it is a 409; whoever is told to come again does.
                int alone;
                while ((alone = await StatusAsync(http, Line(first, true))) is 429 or 503)
                    await Task.Delay(100);
                Assert.Equal(409, alone);
                Interlocked.Increment(ref alones);
                round++;
            }
        })));
        await using var source = NpgsqlDataSource.Create(database);
        await using var stored = source.CreateCommand("select count(*), count(distinct id), count(*) filter (where data like '%changed%') from journeytrace.events");
        await using var row = await stored.ExecuteReaderAsync();
        await row.ReadAsync();
        Say($"{accepted + duplicates + conflicts:N0} sent by {clients} clients: {accepted:N0} stored, {duplicates:N0} duplicates, {conflicts:N0} conflicts, and {alones:N0} with changed content alone, 409 each time");
        Assert.Equal((rounds * 20L, rounds * 20L, rounds * 20L), (accepted, row.GetInt64(0), row.GetInt64(1)));
        Assert.Equal((long)clients * rounds * (batch + 20), accepted + duplicates + conflicts);
        Assert.Equal(0, row.GetInt64(2));
        // Each time, and nothing else.
        Assert.True(changed > 0);
        Assert.Equal((long)clients * rounds, alones);
        Assert.Equal(changed, conflicts);
    }

    static async Task<int> StatusAsync(HttpClient http, string line)
    {
        using var answer = await http.PostAsync("v1/events", new StringContent(line, new MediaTypeHeaderValue("application/json")));
        return (int)answer.StatusCode;
    }

    static string Line(int number, bool changed) =>
        Told.Json($"e-{number}", "promise.made", $"c-{number % 100}", Told.Monday, $$"""{"promise":"p{{number}}","by":"store","within":"PT4H","what":"{{(changed ? "changed" : "swap")}}"}""");

    void Say(string what)
    {
        output.WriteLine(what);
        Console.WriteLine("    " + what);
    }
}
