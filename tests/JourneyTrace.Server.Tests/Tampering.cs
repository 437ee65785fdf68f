using JourneyTrace.Client;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Server.Tests;

/// <summary>Somebody who may write into the database changes the log: verify says so.</summary>
public sealed class Tampering(Cluster cluster) : IAsyncLifetime
{
    ServerProcess _server = null!;
    JourneyTraceClient _client = null!;
    string _database = "";

    public async ValueTask InitializeAsync()
    {
        _database = await cluster.Server.NewDatabaseAsync();
        _server = await ServerProcess.StartAsync("serve", "--postgres", _database);
        _client = new JourneyTraceClient(new HttpClient { BaseAddress = _server.Address, Timeout = TimeSpan.FromMinutes(2) });
        // One block that is full, and one that is not.
        for (var i = 0; i < 2; i++)
            await PostAsync(Enumerable.Range(i * 2500, 2500));
        await UntilSealedAsync(5000);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Any_changed_removed_or_inserted_row_is_found_and_nothing_else_is()
    {
        await EqualAsync();
        const string Row = "position = (select min(position) + 17 from journeytrace.events)";
        const string Back = "update journeytrace.events e set (source_no, case_no, time, recorded_at, type, id, data, extensions, trace_parent, content, key) = (k.source_no, k.case_no, k.time, k.recorded_at, k.type, k.id, k.data, k.extensions, k.trace_parent, k.content, k.key) from journeytrace.kept_row k where e.position = k.position";
        await RunAsync($"create table journeytrace.kept_row as select * from journeytrace.events where {Row}");
        var changes = new (string Change, string Undo, string Says)[]
        {
            ($"update journeytrace.events set data = replace(data, 'PT4H', 'PT9H') where {Row}", Back, "is not what"),
            ($"update journeytrace.events set time = time + interval '1 microsecond' where {Row}", Back, "is not what"),
            ($"update journeytrace.events set type = type + 1 where {Row}", Back, "is not what"),
            ($"update journeytrace.events set id = 'another' where {Row}", Back, "is not what"),
            ($"update journeytrace.events set case_no = (select max(case_no) from journeytrace.events) where {Row}", Back, "is not what"),
            ($"update journeytrace.events set content = gen_random_uuid() where {Row}", Back, "is not what"),
            ($"update journeytrace.events set key = gen_random_uuid() where {Row}", Back, "is not what"),
            ($"insert into journeytrace.source_names (tenant, name) select tenant, '/another' from journeytrace.source_names limit 1 on conflict do nothing; update journeytrace.events set source_no = (select source_no from journeytrace.source_names where name = '/another') where {Row}", Back, "is not what"),
            ($"update journeytrace.events set extensions = '{{\"forged\":1}}' where {Row}", Back, "is not what"),
            ($"update journeytrace.events set position = position + 1000000 where {Row}", "update journeytrace.events set position = position - 1000000 where position > 1000000", "some were removed"),
            ($"create table journeytrace.kept_key as select k.* from journeytrace.event_keys k join journeytrace.kept_row r on r.tenant = k.tenant and r.key = k.key; delete from journeytrace.event_keys k using journeytrace.kept_row r where r.tenant = k.tenant and r.key = k.key", "insert into journeytrace.event_keys select * from journeytrace.kept_key; drop table journeytrace.kept_key", "a second time"),
            ($"update journeytrace.event_keys k set content = gen_random_uuid() from journeytrace.kept_row r where k.key = r.key", "update journeytrace.event_keys k set content = r.content from journeytrace.kept_row r where k.key = r.key", "or rejected"),
            ("insert into journeytrace.event_keys (tenant, case_no, position, key, content) select tenant, case_no, position, '00000000-0000-0000-0000-000000000001', content from journeytrace.kept_row", "delete from journeytrace.event_keys where key = '00000000-0000-0000-0000-000000000001'", "and lost"),
            ("create table journeytrace.kept_last as select * from journeytrace.events order by position desc limit 1; update journeytrace.events e set xid = '3' from journeytrace.kept_last k where e.position = k.position", "update journeytrace.events e set xid = k.xid from journeytrace.kept_last k where e.position = k.position; drop table journeytrace.kept_last", "with another transaction"),
            ("insert into journeytrace.events (tenant, source_no, xid, case_no, time, recorded_at, key, content, type, id, data) select tenant, source_no, '1000000000000', case_no, time, recorded_at, gen_random_uuid(), content, type, 'forged', data from journeytrace.kept_row", "delete from journeytrace.events where id = 'forged'", "does not come to them"),
            ("insert into journeytrace.events (tenant, source_no, xid, case_no, time, recorded_at, key, content, type, id, data) select tenant, source_no, xid, case_no + 1000000, time, recorded_at, gen_random_uuid(), content, type, 'forged', data from journeytrace.kept_row", "delete from journeytrace.events where id = 'forged'", "does not come to them"),
            ("update journeytrace.journeys set facts = set_byte(facts, length(facts) - 1, (get_byte(facts, length(facts) - 1) + 1) % 256) where case_no = (select min(case_no) from journeytrace.journeys)", "update journeytrace.journeys set facts = set_byte(facts, length(facts) - 1, (get_byte(facts, length(facts) - 1) + 255) % 256) where case_no = (select min(case_no) from journeytrace.journeys)", "What reports count"),
            ("update journeytrace.promises set trace = trace || ' ' where case_no = (select min(case_no) from journeytrace.journeys)", "update journeytrace.promises set trace = left(trace, -1) where case_no = (select min(case_no) from journeytrace.journeys)", "differs"),
            ($"update journeytrace.events set recorded_at = recorded_at - interval '1 day' where {Row}", $"update journeytrace.events set recorded_at = recorded_at + interval '1 day' where {Row}", "is not what was sealed"),
            ($"update journeytrace.events set trace_parent = trace_parent || '0' where {Row}", $"update journeytrace.events set trace_parent = left(trace_parent, -1) where {Row}", "is not what was sealed"),
            ($"create table journeytrace.kept as select * from journeytrace.events where {Row}; delete from journeytrace.events where {Row}", "insert into journeytrace.events overriding system value select * from journeytrace.kept; drop table journeytrace.kept", "some were removed"),
            ($"insert into journeytrace.events (tenant, source_no, xid, case_no, time, recorded_at, key, content, type, id, data) select tenant, source_no, xid, case_no, time, recorded_at, gen_random_uuid(), content, type, 'forged', data from journeytrace.events where {Row}", "delete from journeytrace.events where id = 'forged'", "was not there then"),
            ("create table journeytrace.kept as select * from journeytrace.events order by position limit 3000; delete from journeytrace.events where position in (select position from journeytrace.kept)", "insert into journeytrace.events overriding system value select * from journeytrace.kept; drop table journeytrace.kept", "some were removed"),
            ($"update journeytrace.events set time = '20000-01-01' where {Row}", Back, "cannot be read on"),
            ("create table journeytrace.kept_time as select case_no, as_of from journeytrace.journeys order by case_no limit 1; update journeytrace.journeys set as_of = '20000-01-01' where case_no = (select case_no from journeytrace.kept_time)", "update journeytrace.journeys j set as_of = k.as_of from journeytrace.kept_time k where k.case_no = j.case_no; drop table journeytrace.kept_time", "cannot be read on"),
            ("create table journeytrace.kept_sources as select * from journeytrace.source_names; delete from journeytrace.source_names where name = '/test'", "insert into journeytrace.source_names overriding system value select k.* from journeytrace.kept_sources k where k.name = '/test'; drop table journeytrace.kept_sources", "some were removed"),
            ("update journeytrace.seals set root = sha256('x') where number = 1", "update journeytrace.seals set root = (select root from journeytrace.kept_seals where number = 1) where number = 1", "a seal was changed"),
            ("delete from journeytrace.seals where number = 1", "insert into journeytrace.seals select * from journeytrace.kept_seals where number = 1", "a seal was changed"),
        };
        await RunAsync("create table journeytrace.kept_seals as select * from journeytrace.seals");
        foreach (var (change, undo, says) in changes)
        {
            await RunAsync(change);
            var answer = await VerifyAsync();
            Assert.True(!answer.Equal && answer.Differences.Any(d => d.Contains(says, StringComparison.Ordinal)), $"{change}: {string.Join("; ", answer.Differences)}");
            await RunAsync(undo);
            await EqualAsync();
        }
    }

    [Fact]
    public async Task Seals_that_were_all_written_anew_do_not_lead_to_a_head_that_was_kept()
    {
        var kept = (await _client.GetAsync<LogHead>("v1/log/head", Stop)).Head!;
        // It stands in the server's own log, too, which is kept elsewhere.
        Assert.Matches("The log is sealed up to block [0-9]+: verify --head [0-9a-f]{64}", _server.Said);
        Assert.True((await VerifyAsync(kept)).Equal);
        foreach (var none in (string[])["abc", kept[1..] + "g"])
            Assert.Contains("64 hexadecimal", (await Assert.ThrowsAsync<JourneyTraceException>(() => VerifyAsync(none))).Message, StringComparison.Ordinal);
        await RunAsync("update journeytrace.events set recorded_at = recorded_at - interval '1 minute' where position % 7 = 0; delete from journeytrace.seals");
        await UntilSealedAsync(5000);
        Assert.True((await VerifyAsync()).Equal);
        Assert.Contains((await VerifyAsync(kept)).Differences, difference => difference.Contains(kept, StringComparison.Ordinal));
        // Sealed anew or not: what was put in later does not say so of itself.
        await RunAsync("update journeytrace.events set recorded_at = recorded_at - interval '3 hours' where position > (select max(position) - 100 from journeytrace.events); delete from journeytrace.seals");
        await UntilSealedAsync(5000);
        Assert.Contains((await VerifyAsync()).Differences, difference => difference.Contains("put in later", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_event_can_be_proven_without_the_server()
    {
        var file = Path.Combine(Path.GetTempPath(), $"proof-{Guid.NewGuid():N}.json");
        try
        {
            var (code, proof, _) = await ServerProcess.RunAsync("proof", "get", "/test", "e-1234", "--server", _server.Address.ToString());
            Assert.Equal(0, code);
            await File.WriteAllTextAsync(file, proof);
            var head = (await _client.GetAsync<LogHead>("v1/log/head", Stop)).Head!;
            Assert.Equal(0, (await ServerProcess.RunAsync("proof", "check", file, "--head", head)).ExitCode);
            Assert.Contains("none of those", (await ServerProcess.RunAsync("proof", "check", file, "--head", new string('0', 64))).Error, StringComparison.Ordinal);
            foreach (var (what, with) in new[] { ("e-1234", "e-4321"), ("\"side\": \"left\"", "\"side\": \"right\""), ("\"number\": 1,", "\"number\": 2,") })
            {
                await File.WriteAllTextAsync(file, proof.Replace(what, with, StringComparison.Ordinal));
                Assert.NotEqual(0, (await ServerProcess.RunAsync("proof", "check", file)).ExitCode);
            }
            foreach (var nonsense in (string[])["", "[]", "{}", "{\"said\":1}", "null"])
            {
                await File.WriteAllTextAsync(file, nonsense);
                var (wrong, _, error) = await ServerProcess.RunAsync("proof", "check", file);
                Assert.True(wrong != 0 && error.Contains("is no proof", StringComparison.Ordinal), error);
            }
            Assert.NotEqual(0, (await ServerProcess.RunAsync("proof", "get", "/test", "nothing", "--server", _server.Address.ToString())).ExitCode);
        }
        finally
        {
            File.Delete(file);
        }
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    async Task EqualAsync()
    {
        var answer = await VerifyAsync();
        Assert.True(answer.Equal, string.Join("; ", answer.Differences));
        Assert.Equal((5000, 5000), (answer.Events, answer.Sealed));
    }

    Task<VerifyAnswer> VerifyAsync(string? head = null) => _client.SendAsync<VerifyAnswer>(new HttpRequestMessage(HttpMethod.Post, head is null ? "v1/verify" : "v1/verify?head=" + head), Stop);

    async Task PostAsync(IEnumerable<int> numbers)
    {
        // One of ten is a promise: verify traces them all, time and again.
        var lines = numbers.Select(n => n % 4000 < 400
            ? Told.Json($"e-{n}", "promise.made", $"c-{n % 400}", Told.Monday, $$"""{"promise":"p{{n}}","by":"store","within":"PT4H","what":"swap"}""")
            : Told.Json($"e-{n}", "activity.recorded", $"c-{n % 400}", Told.Monday, """{"activity":"swap"}"""));
        await _client.PostLinesAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines))), false, Stop);
    }

    Task UntilSealedAsync(long events) => Eventually.HoldsAsync("It is not sealed", async () => await NumberAsync("select coalesce(sum(count), 0)::bigint from journeytrace.seals") == events);

    async Task<long> NumberAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }

    async Task RunAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
