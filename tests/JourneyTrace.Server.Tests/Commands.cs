using System.Text.Json;
using JourneyTrace.Postgres.Embedded;

namespace JourneyTrace.Server.Tests;

/// <summary>The command line, on an embedded PostgreSQL, as the README says.</summary>
public sealed class The_demo : IAsyncLifetime
{
    readonly string _data = Directory.CreateTempSubdirectory("journeytrace-demo-").FullName;
    ServerProcess? _server;

    string Server => _server!.Address.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync() => _server = await ServerProcess.StartAsync("demo", "--data", _data);

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Answers_every_command_and_finds_its_data_when_started_again()
    {
        await CommandsAsync();
        var before = await RunAsync(0, "hotspots", "--format", "json", "--as-of", "2026-11-20T00:00:00Z");
        Assert.Equal(0, await _server!.StopAsync());
        Assert.False(File.Exists(Path.Combine(_data, "postgres", "postmaster.pid")), "PostgreSQL still runs");

        var begun = System.Diagnostics.Stopwatch.StartNew();
        _server = await ServerProcess.StartAsync("demo", "--data", _data);
        Assert.True(begun.Elapsed < TimeSpan.FromSeconds(60), $"{begun.Elapsed} until it was ready again");
        Assert.Equal(before, await RunAsync(0, "hotspots", "--format", "json", "--as-of", "2026-11-20T00:00:00Z"));
    }

    async Task CommandsAsync()
    {
        Assert.Contains("account-manager", await RunAsync(0, "hotspots"), StringComparison.Ordinal);
        var path = await RunAsync(0, "case", "phone-shop-1");
        Assert.Contains("was kept 20 hours late", path, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', path);
        foreach (var report in new[] { "handoffs", "split", "cases", "promises" })
        {
            Assert.True((await RunAsync(0, report)).Length > 100);
            Assert.True((await RunAsync(0, report, "--format", "csv")).Split('\n').Length > 2);
            JsonDocument.Parse(await RunAsync(0, report, "--format", "json")).Dispose();
        }
        await QuestionsAsync();
        Assert.StartsWith("equal: ", await RunAsync(0, "verify"), StringComparison.Ordinal);
        Assert.Contains("Replayed from zero", await RunAsync(0, "replay", "--from-zero"), StringComparison.Ordinal);
        Assert.StartsWith("equal: ", await RunAsync(0, "verify"), StringComparison.Ordinal);
        Assert.Contains("ok    Server", await RunAsync(0, "doctor"), StringComparison.Ordinal);
        await CatalogueAsync();
        await PostAsync();
    }

    async Task QuestionsAsync()
    {
        foreach (var report in new[] { "map", "variants", "funnel", "decision", "procedure" })
        {
            Assert.True((await RunAsync(0, report)).Length > 100, report);
            Assert.True((await RunAsync(0, report, "--format", "csv")).Split('\n').Length > 2, report);
            JsonDocument.Parse(await RunAsync(0, report, "--format", "json")).Dispose();
        }
        await RunAsync(0, "ping-pong");
        await RunAsync(0, "rework");
        Assert.Contains("4,000", await RunAsync(0, "decision", "sales-course"), StringComparison.Ordinal);
        Assert.Contains("would have been kept", await RunAsync(0, "what-if", "--drop-link", "account-manager"), StringComparison.Ordinal);
        Assert.Contains("would have been kept", await RunAsync(0, "what-if", "--drop-link", "account-manager", "--exact", "--kind", "device-swap"), StringComparison.Ordinal);
        Assert.Contains("as published", await RunAsync(0, "procedure", "swapping"), StringComparison.Ordinal);
        await AskedAsync();
        await RunAsync(1, "procedure", "nobody");
        await RunAsync(2, "ask", "the-weather");
        await RunAsync(2, "export", "pdf");
        Assert.Contains("<trace>", await RunAsync(0, "export", "xes", "--kind", "device-swap", "--from", "2026-03-01T00:00:00Z", "--to", "2026-03-20T00:00:00Z"), StringComparison.Ordinal);
        await RunAsync(1, "decision", "nobody");
        await RunAsync(2, "what-if");
        await RunAsync(2, "map", "--by", "colour");
        await RunAsync(1, "variants", "--limit", "0");
    }

    /// <summary>On the made-up company every question has an answer.</summary>
    async Task AskedAsync()
    {
        string[] questions =
        [
            "links", "map", "waiting", "complaints", "effort", "costs", "flow", "conflicts", "relations", "segments", "makers", "understanding", "elements", "correctives", "terms",
            "forecast", "findings", "temporal-profile",
        ];
        foreach (var question in questions)
            Assert.True((await RunAsync(0, "ask", question)).Split('\n').Length > 4, question);
        Assert.True((await RunAsync(0, "ask", "makers", "--by", "channel", "--format", "csv")).Split('\n').Length > 3);
        JsonDocument.Parse(await RunAsync(0, "ask", "waiting", "--format", "json")).Dispose();
    }

    async Task CatalogueAsync()
    {
        var file = Path.Combine(_data, "catalogue.json");
        await File.WriteAllTextAsync(file, await RunAsync(0, "catalogue", "get"));
        Assert.Contains("would replay nothing", await RunAsync(0, "catalogue", "check", file), StringComparison.Ordinal);
        Assert.Equal("Version 2\n", await RunAsync(0, "catalogue", "put", file));
        await File.WriteAllTextAsync(file, """{"terms":[{}]}""");
        Assert.Contains("/terms/0/within", await RunAsync(1, "catalogue", "check", file), StringComparison.Ordinal);
    }

    async Task PostAsync()
    {
        var file = Path.Combine(_data, "events.json");
        await File.WriteAllTextAsync(file, """[{"specversion":"1.0"}]""");
        Assert.Contains("1 rejected", await RunAsync(3, "post", file), StringComparison.Ordinal);
        await RunAsync(1, "post", Path.Combine(_data, "missing.json"));
        await RunAsync(2, "post", Path.Combine(_data, "README.md"));
        await RunAsync(1, "case", "nobody");
        await RunAsync(2, "hotspots", "--by", "colour");
        await RunAsync(2, "fly");
        await RunAsync(2, "import", file);
        var alone = await ServerProcess.RunAsync("cases", "--server", "http://127.0.0.1:9");
        Assert.Equal((1, ""), (alone.ExitCode, alone.Out));
        Assert.Contains("cannot be reached", alone.Error, StringComparison.Ordinal);
    }

    async Task<string> RunAsync(int exitCode, params string[] arguments)
    {
        var known = arguments[0] is "fly" ? arguments : [.. arguments, "--server", Server];
        var (code, output, error) = await ServerProcess.RunAsync(known);
        Assert.True(code == exitCode, $"{string.Join(' ', arguments)}: {code}\n{output}\n{error}");
        return output;
    }
}

/// <summary>The embedded server, on the machine's programs and on npm's.</summary>
public sealed class The_embedded_server
{
    static readonly CancellationToken Stop = CancellationToken.None;

    public static TheoryData<string> Origins => ["installed", "npm"];

    [Theory]
    [MemberData(nameof(Origins))]
    public async Task Keeps_its_data_and_lets_one_process_in(string origin)
    {
        var programs = origin == "npm" ? ServerPrograms.Npm().FirstOrDefault() : ServerPrograms.FindAll().First();
        Assert.SkipWhen(programs is null, "npm's programs are not here; ./test fetches them");
        var folder = Directory.CreateTempSubdirectory("journeytrace-embedded-").FullName;
        await using (var server = await EmbeddedPostgres.StartAsync(folder, programs, Stop))
        {
            var second = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(folder, programs, Stop));
            Assert.Contains("Another JourneyTrace", second.Message, StringComparison.Ordinal);
            await RunAsync(server, "create table kept (x int); insert into kept values (1)");
        }
        await using (var again = await EmbeddedPostgres.StartAsync(folder, programs, Stop))
            await RunAsync(again, "select x from kept");
        await File.WriteAllTextAsync(Path.Combine(folder, "postgres", "PG_VERSION"), "9\n");
        var old = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(folder, programs, Stop));
        Assert.Contains("pg_upgrade", old.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_named_server_that_is_not_there_is_said()
    {
        var (code, _, error) = await ServerProcess.RunAsync("serve", "--postgres", "Host=127.0.0.1;Port=9;Username=x;Database=x;Timeout=2");
        Assert.Equal(1, code);
        Assert.Contains("cannot be reached", error, StringComparison.Ordinal);
        Assert.Equal(2, (await ServerProcess.RunAsync("serve", "--roles", "cook")).ExitCode);
        Assert.Equal(1, (await ServerProcess.RunAsync("serve", "--postgres", "nonsense")).ExitCode);
    }

    static async Task RunAsync(EmbeddedPostgres server, string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
