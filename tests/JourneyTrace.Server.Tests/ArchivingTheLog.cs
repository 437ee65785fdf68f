using JourneyTrace.Client;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Server.Tests;

/// <summary>A month that is over is archived: nothing that anybody asks is answered otherwise, and what comes late is taken as ever.</summary>
public sealed class Archiving_the_log(Cluster cluster) : IAsyncLifetime
{
    const int Cases = 400;

    ServerProcess _server = null!;
    HttpClient _http = null!;
    JourneyTraceClient _client = null!;
    string _database = "", _month = "";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await cluster.Server.NewDatabaseAsync();
        _server = await ServerProcess.StartAsync("serve", "--postgres", _database);
        _http = new HttpClient { BaseAddress = _server.Address, Timeout = TimeSpan.FromMinutes(2) };
        _client = new JourneyTraceClient(_http);
        // As it was two months ago: the parts of this month and the next were not there.
        var part = await NumberAsync("select (journeytrace.part_of(now()) - 2)::bigint");
        _month = FormattableString.Invariant($"{part / 12:0000}-{(part % 12) + 1:00}");
        await RunAsync($"""
            set search_path = journeytrace;
            select open_part({part});
            create table kept_parts as select * from log_parts where part > {part};
            delete from log_parts where part > {part};
            """);
        await PostAsync(Story(0, Cases));
        await PostAsync([Told.Json("d1", "decision.taken", "organisation", Told.Monday, """{"decision":"course","title":"A course","links":["a"],"from":"2026-03-02T08:00:00Z","to":"2026-03-02T17:00:00Z"}""")]);
        await RunAsync("set search_path = journeytrace; insert into log_parts select * from kept_parts; drop table kept_parts");
        await PostAsync(Story(Cases, 50));
        await _client.CaughtUpAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Every_answer_stays_what_it_was_also_after_a_replay_from_zero()
    {
        var before = await AnswersAsync();
        var (code, said, error) = await ServerProcess.RunAsync("log", "archive", _month, "--server", _server.Address.ToString());
        Assert.True(code == 0 && said.Contains($"{Cases * 5:#,0} events", StringComparison.Ordinal), said + error);
        Assert.Equal(0, await NumberAsync($"select count(*) from journeytrace.events_{_month.Replace('-', '_')}"));
        Assert.Equal(before, await AnswersAsync());
        await EqualAsync();
        Assert.Equal(0, (await ServerProcess.RunAsync("replay", "--from-zero", "--server", _server.Address.ToString())).ExitCode);
        Assert.Equal(before, await AnswersAsync());
        await EqualAsync();
        var (_, table, _) = await ServerProcess.RunAsync("log", "parts", "--server", _server.Address.ToString());
        Assert.Contains($"{Cases * 5:#,0}", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_late_is_taken_and_what_was_there_is_a_duplicate()
    {
        await ArchiveAsync();
        var again = await PostAsync(Story(0, Cases));
        Assert.Equal((0, Cases * 5), (again.Accepted, again.Duplicates));
        // With other content, and for a case of another part.
        Assert.Equal(2, (await PostAsync([
            Told.Json("5-4", "promise.kept", "archived-5", Told.Monday.AddDays(3), """{"promise":"p"}""", "/archive"),
            Told.Json("5-4", "promise.kept", $"archived-{Cases + 1}", Told.Monday.AddHours(9), """{"promise":"p"}""", "/archive"),
        ])).Rejected);
        Assert.Equal(2, (await PostAsync([
            Told.Json("late", "complaint.voiced", "archived-7", Told.Monday.AddHours(10), """{"complaint":"k","at":"store"}""", "/archive"),
            Told.Json("later", "complaint.resolved", "archived-7", Told.Monday.AddHours(11), """{"complaint":"k"}""", "/archive"),
        ])).Accepted);
        await _client.CaughtUpAsync(Stop);
        var trace = await TimelessAsync("v1/cases/archived-7/trace");
        Assert.Contains("complaint:k", trace, StringComparison.Ordinal);
        Assert.Contains("\"promise\":\"p\"", trace, StringComparison.Ordinal);
        await EqualAsync();
        // The late ones go the same way, beside those of before.
        Assert.Equal(2, (await ArchiveAsync()).Events);
        Assert.Equal(trace, await TimelessAsync("v1/cases/archived-7/trace"));
        // Nothing newer is in the live log than what was archived: a replay has to come past it all the same.
        Assert.Equal(0, (await ServerProcess.RunAsync("replay", "--from-zero", "--server", _server.Address.ToString())).ExitCode);
        Assert.Equal(7, System.Text.Json.JsonDocument.Parse(await _http.GetStringAsync("v1/cases/archived-7/events", Stop)).RootElement.GetProperty("items").GetArrayLength());
        await EqualAsync();
    }

    [Fact]
    public async Task What_was_archived_cannot_be_changed_unnoticed_either()
    {
        await ArchiveAsync();
        await Eventually.HoldsAsync("Not all is sealed", async () => await NumberAsync("select coalesce(sum(count), 0)::bigint from journeytrace.seals") == (Cases + 50) * 5 + 1);
        await RunAsync("set search_path = journeytrace; create table kept_cases as select * from archived_cases; create table kept_order as select * from archived_order; create table kept_runs as select * from archive_runs");
        foreach (var (change, says) in ForgedArchive.Changes())
        {
            await RunAsync("set search_path = journeytrace; " + change);
            var answer = await VerifyAsync();
            Assert.True(!answer.Equal && answer.Differences.Any(d => d.Contains(says, StringComparison.Ordinal)), $"{change}: {string.Join("; ", answer.Differences)}");
            await RunAsync("""
                set search_path = journeytrace;
                delete from archived_cases; insert into archived_cases select * from kept_cases;
                delete from archived_order; insert into archived_order select * from kept_order;
                delete from archive_runs; insert into archive_runs select * from kept_runs
                """);
        }
        await EqualAsync();
    }

    [Fact]
    public async Task Nothing_is_lost_where_events_come_while_it_is_archived()
    {
        var posting = Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                await PostAsync([
                    Told.Json($"beside-{i}", "activity.recorded", $"archived-{i}", Told.Monday.AddDays(1), """{"activity":"beside"}""", "/archive"),
                    Told.Json($"new-{i}", "activity.recorded", $"new-{i}", Told.Monday.AddDays(1), """{"activity":"beside"}""", "/archive"),
                ]);
            }
        }, Stop);
        var archived = 0L;
        for (var i = 0; i < 3; i++)
        {
            using var answer = await _http.PostAsync(new Uri($"v1/log/parts/{_month}/archive", UriKind.Relative), null, Stop);
            if (answer.IsSuccessStatusCode)
                archived += System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("events").GetInt64();
            else
                Assert.Contains((int)answer.StatusCode, (int[])[409, 503]);
        }
        await posting;
        await _client.CaughtUpAsync(Stop);
        archived += (await ArchiveAsync()).Events;
        Assert.Equal(Cases * 5 + 200, archived);
        Assert.Equal((Cases + 50) * 5 + 1 + 400, (await LogAsync()).Count);
        await EqualAsync();
    }

    [Fact]
    public async Task A_part_that_cannot_be_archived_says_why()
    {
        foreach (var (name, status, says) in new[]
        {
            (DateTime.UtcNow.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture), 409, "is not over"), ("before", 409, "organisation"),
            ("1999-01", 404, "no part"), ("nonsense", 404, "no part"),
        })
        {
            using var answer = await _http.PostAsync(new Uri($"v1/log/parts/{name}/archive", UriKind.Relative), null, Stop);
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Contains(says, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
        Assert.NotEqual(0, (await ServerProcess.RunAsync("log", "archive", "nonsense", "--server", _server.Address.ToString())).ExitCode);
    }

    /// <summary>A promise, a hand-off that is refused or served, and what the customer says.</summary>
    static IEnumerable<string> Story(int from, int count) => Enumerable.Range(from, count).SelectMany(n => new (string Type, int Hour, string Data)[]
    {
        ("case.opened", 0, """{"kind":"swap"}"""),
        ("promise.made", 0, """{"promise":"p","by":"store","within":"PT4H"}"""),
        ("handoff.requested", 1, """{"handoff":"h","from":"store","to":"a"}"""),
        n % 3 == 0 ? ("handoff.refused", 2, """{"handoff":"h","reason":"absence"}""") : ("handoff.delivered", 2, """{"handoff":"h"}"""),
        ("promise.kept", n % 2 == 0 ? 3 : 9, """{"promise":"p"}"""),
    }.Select((e, i) => Told.Json($"{n}-{i}", e.Type, $"archived-{n}", Told.Monday.AddHours(e.Hour), e.Data, "/archive")));

    async Task<string> AnswersAsync()
    {
        var answers = new List<string>();
        foreach (var path in (string[])[
            "v1/hotspots", "v1/hotspots?by=cause", "v1/map", "v1/cases/archived-3/trace", "v1/cases/archived-3/trace?asOf=2026-03-02T12:00:00Z", "v1/cases/archived-3/events",
            "v1/events/%2Farchive/3-4", "v1/hotspots?asOf=2026-03-02T12:00:00Z", "v1/sources", $"v1/cases/archived-{Cases + 3}/trace"])
            answers.Add(path + ": " + await TimelessAsync(path));
        answers.Add(string.Join('\n', await LogAsync()));
        return string.Join('\n', answers);
    }

    /// <summary>An answer without the moment that it was given at.</summary>
    async Task<string> TimelessAsync(string path) =>
        System.Text.RegularExpressions.Regex.Replace(await _http.GetStringAsync(path, Stop), "\"asOf\":\"[^\"]*\"", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));

    /// <summary>The whole log in its order, in pages.</summary>
    async Task<List<string>> LogAsync()
    {
        await using var store = new JourneyTrace.Postgres.PostgresStore(_database);
        var tenant = await store.TenantAsync("default", Stop);
        var (all, mark) = (new List<string>(), default(Storage.LogMark));
        while (await tenant.Log.ReadAsync(mark, 37, Stop) is { Events.Count: > 0 } slice)
        {
            all.AddRange(slice.Events.Select(e => $"{e.Mark.Transaction} {e.Mark.Position} {e.Source} {e.Id} {e.Subject}"));
            mark = slice.End;
        }
        return all;
    }

    Task<VerifyAnswer> VerifyAsync() => _client.SendAsync<VerifyAnswer>(new HttpRequestMessage(HttpMethod.Post, "v1/verify"), Stop);

    async Task EqualAsync()
    {
        var answer = await VerifyAsync();
        Assert.True(answer.Equal, string.Join("; ", answer.Differences));
    }

    Task<Archived> ArchiveAsync() => _client.SendAsync<Archived>(new HttpRequestMessage(HttpMethod.Post, $"v1/log/parts/{_month}/archive"), Stop);

    async Task<PostAnswer> PostAsync(IEnumerable<string> lines) =>
        await _client.PostLinesAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines))), false, Stop);

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
