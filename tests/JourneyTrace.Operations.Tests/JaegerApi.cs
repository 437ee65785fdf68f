using System.Text.Json;
using JourneyTrace.Testing;

namespace JourneyTrace.Operations.Tests;

/// <summary>A server with three journeys.</summary>
public sealed class Journeyed(Cluster cluster) : IAsyncLifetime
{
    public Running Running { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Running = await Running.StartAsync(cluster);
        await Running.PostAsync([.. Stories.Swap("one"), .. Stories.Swap("two", Told.Monday.AddDays(1)), Told.Json("slash", "case.opened", "a/b %", Told.Monday, """{"kind":"other"}""")]);
        await Running.ReplayedAsync();
    }

    public ValueTask DisposeAsync() => Running.DisposeAsync();
}

/// <summary>Jaeger's query API in both forms: its shapes as Jaeger's documentation gives them, over journeys.</summary>
public sealed class Jaeger_api(Journeyed journeyed) : IClassFixture<Journeyed>
{
    readonly Running _running = journeyed.Running;

    [Fact]
    public async Task Departments_are_services_and_hand_offs_operations()
    {
        var services = await LegacyAsync("services");
        Assert.Equal(["customer", "account-manager", "archive", "store"], services.EnumerateArray().Select(s => s.GetString()));
        Assert.Equal(["work store → account-manager"], (await LegacyAsync("services/account-manager/operations")).EnumerateArray().Select(s => s.GetString()));
        var operations = await LegacyAsync("operations?service=customer");
        Assert.Equal([("journey other", "client"), ("journey swap", "client")], operations.EnumerateArray().Select(o => (o.GetProperty("name").GetString()!, o.GetProperty("spanKind").GetString()!)));
        Assert.Empty((await LegacyAsync("operations?service=customer&spanKind=server")).EnumerateArray());
        Assert.Equal(services.GetRawText(), (await AskAsync("v3/services")).GetProperty("services").GetRawText());
        Assert.Equal("promise swap", (await AskAsync("v3/operations?service=store")).GetProperty("operations")[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("service=account-manager", 2)]
    [InlineData("service=account-manager&limit=1", 1)]
    [InlineData("service=account-manager&operation=work%20store%20%E2%86%92%20account-manager", 2)]
    [InlineData("service=account-manager&operation=nothing", 0)]
    [InlineData("service=nobody", 0)]
    [InlineData("service=customer&operation=journey%20swap", 2)]
    [InlineData("service=customer", 3)]
    [InlineData("service=account-manager&minDuration=2h", 2)]
    [InlineData("service=account-manager&minDuration=0", 2)]
    [InlineData("service=account-manager&tag=error:banana", 0)]
    [InlineData("service=account-manager&tag=error:TRUE", 2)]
    [InlineData("service=account-manager&tag=span.kind:server", 2)]
    [InlineData("service=account-manager&tags=%7B%22error%22%3Atrue%7D", 2)]
    [InlineData("service=account-manager&minDuration=8h30m", 0)]
    [InlineData("service=archive&maxDuration=30m", 2)]
    [InlineData("service=account-manager&tags=%7B%22error%22%3A%22true%22%7D", 2)]
    [InlineData("service=customer&tags=%7B%22error%22%3A%22true%22%7D", 0)]
    [InlineData("service=archive&tag=journeytrace.cause:absence", 0)]
    [InlineData("service=account-manager&tag=journeytrace.case:one", 1)]
    [InlineData("service=account-manager&tag=journeytrace.cause:absence", 2)]
    [InlineData("service=account-manager&start=1772528400000000", 1)]
    [InlineData("service=account-manager&end=1772528400000000", 1)]
    public async Task Journeys_are_found(string query, int count)
    {
        var found = await LegacyAsync("traces?" + query);
        Assert.Equal(count, found.GetArrayLength());
        foreach (var trace in found.EnumerateArray())
            CheckLegacy(trace);
    }

    [Fact]
    public async Task A_trace_is_found_by_its_id()
    {
        var id = (await _running.JsonAsync("v1/cases/one/journey")).GetProperty("traceId").GetString()!;
        var trace = (await LegacyAsync($"traces/{id.ToUpperInvariant()}"))[0];
        CheckLegacy(trace);
        Assert.Equal(id, trace.GetProperty("traceID").GetString());
        var failed = trace.GetProperty("spans").EnumerateArray().Single(s => s.GetProperty("operationName").GetString() == "work store → account-manager");
        Assert.Contains(failed.GetProperty("tags").EnumerateArray(), t => t.GetProperty("key").GetString() == "error" && t.GetProperty("value").GetBoolean());
        Assert.Equal("accepted", failed.GetProperty("logs")[0].GetProperty("fields")[0].GetProperty("value").GetString());
        Assert.Equal(id, (await LegacyAsync($"traces?traceID={id}&traceID={new string('0', 32)}"))[0].GetProperty("traceID").GetString());
        var odd = (await _running.JsonAsync("v1/cases/a%2Fb%20%25/journey")).GetProperty("traceId").GetString();
        Assert.Equal(1, (await LegacyAsync($"traces/{odd}"))[0].GetProperty("spans").GetArrayLength());
        var v3 = (await AskAsync($"v3/traces/{id}")).GetProperty("result").GetProperty("resourceSpans");
        Assert.Equal(4, v3.GetArrayLength());
        foreach (var span in v3.EnumerateArray().SelectMany(r => r.GetProperty("scopeSpans")[0].GetProperty("spans").EnumerateArray()))
        {
            Assert.Equal((id, 16), (span.GetProperty("traceId").GetString(), span.GetProperty("spanId").GetString()!.Length));
            Assert.True(long.Parse(span.GetProperty("endTimeUnixNano").GetString()!, null) >= long.Parse(span.GetProperty("startTimeUnixNano").GetString()!, null));
        }
    }

    [Fact]
    public async Task Summaries_say_what_a_list_needs()
    {
        var summaries = (await AskAsync("v3/trace-summaries?query.serviceName=account-manager&query.startTimeMin=2026-03-01T00:00:00Z&query.startTimeMax=2026-03-02T23:00:00Z&query.searchDepth=5&query.durationMin=1s&query.attributes=%7B%22error%22%3A%22true%22%7D")).GetProperty("summaries");
        var summary = Assert.Single(summaries.EnumerateArray());
        Assert.Equal(("customer", "journey swap", 4, 3, 0), (
            summary.GetProperty("rootServiceName").GetString(), summary.GetProperty("rootOperationName").GetString(), summary.GetProperty("spanCount").GetInt32(),
            summary.GetProperty("errorSpanCount").GetInt32(), summary.GetProperty("orphanSpanCount").GetInt32()));
        Assert.Equal(4, summary.GetProperty("services").GetArrayLength());
        var found = (await AskAsync("v3/traces?query.service_name=store&query.search_depth=1")).GetProperty("result").GetProperty("resourceSpans");
        Assert.Single(found.EnumerateArray().SelectMany(r => r.GetProperty("scopeSpans")[0].GetProperty("spans").EnumerateArray()).Select(s => s.GetProperty("traceId").GetString()).Distinct());
    }

    [Fact]
    public async Task Who_asks_whom_in_any_window()
    {
        var end = new DateTimeOffset(Told.Monday.AddDays(7)).ToUnixTimeMilliseconds();
        var all = await LegacyAsync($"dependencies?endTs={end}&lookback={TimeSpan.FromDays(7).TotalMilliseconds}");
        Assert.Equal(
            [("customer", "store", 2), ("account-manager", "archive", 2), ("store", "account-manager", 2)],
            all.EnumerateArray().Select(d => (d.GetProperty("parent").GetString()!, d.GetProperty("child").GetString()!, d.GetProperty("callCount").GetInt32())));
        var first = await LegacyAsync($"dependencies?endTs={new DateTimeOffset(Told.Monday.AddHours(12)).ToUnixTimeMilliseconds()}&lookback=86400000");
        Assert.All(first.EnumerateArray(), d => Assert.Equal(1, d.GetProperty("callCount").GetInt32()));
    }

    [Fact]
    public async Task A_database_that_is_away_is_said_in_Jaegers_way()
    {
        var own = new Cluster();
        await own.InitializeAsync();
        await using var running = await Running.StartAsync(own);
        await running.PostAsync(Stories.Swap("gone"));
        await running.ReplayedAsync();
        await own.DisposeAsync();
        foreach (var path in new[] { "services", "traces?service=store", "v3/services", "v3/traces?query.service_name=store" })
        {
            using var answer = await running.Http.GetAsync("jaeger/api/" + path);
            Assert.Equal(503, (int)answer.StatusCode);
            await JaegerSchemas.CheckAsync(path, failed: true, await answer.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("traces", 400, "service")]
    [InlineData("traces?service=store&start=yesterday", 400, "start")]
    [InlineData("traces?service=store&minDuration=long", 400, "minDuration")]
    [InlineData("traces?service=store&minDuration=999999999999h", 400, "minDuration")]
    [InlineData("traces?service=store&limit=-1", 400, "limit")]
    [InlineData("traces?service=store&tags=none", 400, "tags")]
    [InlineData("traces?service=store&tag=none", 400, "tag")]
    [InlineData("operations", 400, "service")]
    [InlineData("traces?service=store&start=253402300799999999", 400, "start")]
    [InlineData("dependencies?endTs=now", 400, "endTs")]
    [InlineData("dependencies?lookback=-1", 400, "lookback")]
    [InlineData("traces/00000000000000000000000000000001", 404, "not found")]
    [InlineData("traces/nonsense", 404, "not found")]
    [InlineData("v3/operations", 400, "service")]
    [InlineData("v3/trace-summaries", 400, "service")]
    [InlineData("v3/trace-summaries?query.serviceName=store&query.startTimeMin=yesterday", 400, "startTimeMin")]
    [InlineData("v3/traces/00000000000000000000000000000001", 404, "not found")]
    public async Task What_is_not_understood_is_said_in_Jaegers_way(string path, int status, string about)
    {
        using var answer = await _running.Http.GetAsync("jaeger/api/" + path);
        var text = await answer.Content.ReadAsStringAsync();
        await JaegerSchemas.CheckAsync(path, failed: true, text);
        var body = JsonDocument.Parse(text).RootElement;
        Assert.Equal(status, (int)answer.StatusCode);
        var (code, message) = path.StartsWith("v3/", StringComparison.Ordinal)
            ? (body.GetProperty("error").GetProperty("httpCode").GetInt32(), body.GetProperty("error").GetProperty("message").GetString())
            : (body.GetProperty("errors")[0].GetProperty("code").GetInt32(), body.GetProperty("errors")[0].GetProperty("msg").GetString());
        Assert.Equal(status, code);
        Assert.Contains(about, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_that_is_not_there_has_no_journey()
    {
        using var answer = await _running.Http.GetAsync("v1/cases/nobody/journey");
        Assert.Equal(404, (int)answer.StatusCode);
    }

    /// <summary>Asks, and holds the answer to its schema.</summary>
    async Task<JsonElement> AskAsync(string path)
    {
        var answer = await _running.JsonAsync("jaeger/api/" + path);
        await JaegerSchemas.CheckAsync(path, failed: false, answer.GetRawText());
        return answer;
    }

    async Task<JsonElement> LegacyAsync(string path)
    {
        var answer = await AskAsync("" + path);
        Assert.Equal((0, 0, JsonValueKind.Null), (answer.GetProperty("limit").GetInt32(), answer.GetProperty("offset").GetInt32(), answer.GetProperty("errors").ValueKind));
        Assert.Equal(answer.GetProperty("total").GetInt32(), answer.GetProperty("data").GetArrayLength());
        return answer.GetProperty("data");
    }

    /// <summary>What a schema cannot say: every name leads to something.</summary>
    static void CheckLegacy(JsonElement trace)
    {
        var processes = trace.GetProperty("processes");
        var ids = trace.GetProperty("spans").EnumerateArray().Select(s => s.GetProperty("spanID").GetString()!).ToHashSet();
        foreach (var span in trace.GetProperty("spans").EnumerateArray())
        {
            Assert.Equal(trace.GetProperty("traceID").GetString(), span.GetProperty("traceID").GetString());
            Assert.NotEmpty(processes.GetProperty(span.GetProperty("processID").GetString()!).GetProperty("serviceName").GetString()!);
            foreach (var reference in span.GetProperty("references").EnumerateArray().Where(r => r.GetProperty("refType").GetString() == "CHILD_OF"))
                Assert.Contains(reference.GetProperty("spanID").GetString()!, ids);
        }
    }
}
