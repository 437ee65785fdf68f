using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyTrace.Testing;

namespace JourneyTrace.Operations.Tests;

/// <summary>What ops engineers see of the servers themselves: metrics, trace ids, traces across processes.</summary>
public sealed partial class Watching_the_server(Cluster cluster)
{
    [GeneratedRegex("^(?<name>[a-z_]+)\\{(?<labels>.*)\\} (?<value>[^ ]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sample();

    [Fact]
    public async Task Metrics_count_what_happened_and_name_no_case()
    {
        await using var running = await Running.StartAsync(cluster);
        await running.PostAsync(Stories.Swap("measured-case"));
        await running.PostAsync(Stories.Swap("measured-case"));
        using (var wrong = new StringContent(Told.Json("w", "promise.made", "measured-case", Told.Monday, "{}"), Encoding.UTF8, "application/json"))
            Assert.Equal(422, (int)(await running.Http.PostAsync("v1/events", wrong)).StatusCode);
        await running.ReplayedAsync();
        string text;
        for (var i = 0; ; i++)
        {
            text = await running.Http.GetStringAsync("metrics");
            // The gauges are looked at every five seconds.
            if (ValueOf(text, "journeytrace_dead_letters_waiting") == 1 && ValueOf(text, "journeytrace_findings_open", "promise-broken") == 1 && ValueOf(text, "journeytrace_lag_events") == 0)
                break;
            // What takes long to count is counted once a minute.
            Assert.True(i < 900, text);
            await Task.Delay(100);
        }
        Assert.Equal(10, ValueOf(text, "journeytrace_events_received_total", "accepted"));
        Assert.Equal(10, ValueOf(text, "journeytrace_events_received_total", "duplicate"));
        Assert.Equal(1, ValueOf(text, "journeytrace_events_received_total", "rejected"));
        Assert.Equal(1, ValueOf(text, "journeytrace_database_reachable"));
        Assert.Equal(0, ValueOf(text, "journeytrace_lag_events"));
        Assert.True(ValueOf(text, "journeytrace_trace_duration_seconds_count") >= 1);
        Assert.True(ValueOf(text, "journeytrace_projection_batch_duration_seconds_count") >= 1);
        await running.Http.GetStringAsync("v1/hotspots");
        // A scrape right after another is answered with the same.
        for (var i = 0; i < 100 && ValueOf(text, "journeytrace_columns_cases") != 1; i++)
        {
            await Task.Delay(100);
            text = await running.Http.GetStringAsync("metrics");
        }
        Assert.Equal(1, ValueOf(text, "journeytrace_columns_cases"));
        Assert.InRange(ValueOf(text, "journeytrace_columns_memory_bytes") ?? 0, 1000, 1_000_000);
        // One case is not worth a file.
        Assert.Equal(0, ValueOf(text, "journeytrace_columns_mapped_bytes"));
        Assert.Contains("http_server_request_duration_seconds_bucket", text, StringComparison.Ordinal);
        Assert.Contains("db_client_connection_pool_name=\"log\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("measured-case", text, StringComparison.Ordinal);
        Assert.DoesNotContain("account-manager", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Password", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Every_response_carries_its_trace_id()
    {
        await using var running = await Running.StartAsync(cluster);
        foreach (var path in new[] { "v1/split", "v1/nothing", "v1/hotspots?by=colour", "health/live", "" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            using var answer = await running.Http.SendAsync(request);
            Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", Assert.Single(answer.Headers.GetValues("traceresponse")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_request_is_followed_across_processes_to_the_finding()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        Dictionary<string, string> Telling(string role) => new(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address.ToString(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_BSP_SCHEDULE_DELAY"] = "200", ["OTEL_METRICS_EXPORTER"] = "none", ["OTEL_METRIC_EXPORT_INTERVAL"] = "300", ["OTEL_SERVICE_NAME"] = "jt-" + role,
        };
        await using var running = await Running.StartAsync(cluster, Telling("intake"), "--roles", "intake");
        await running.AddAsync(Telling("tracer"), "--roles", "tracer");
        await running.AddAsync(Telling("insight"), "--roles", "insight");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var stream = await running.Http.GetAsync("v1/findings/stream?after=0", HttpCompletionOption.ResponseHeadersRead, stop.Token);
        using var answer = await running.PostAsync(Stories.Swap("followed"));
        var id = Assert.Single(answer.Headers.GetValues("traceresponse")).Split('-')[1];
        // The request ends after what was done in it, and may be told later.
        var posted = await receiver.TraceAsync(t => t.GetProperty("traceId").GetString() == id && Has(t, "send events") && Has(t, "POST /v1/events"), "the request");
        Assert.Equal("jt-intake", Find(posted, "send events").GetProperty("attributes").GetProperty("service.name").GetString());
        Assert.Equal("POST /v1/events", Find(posted, "POST /v1/events").GetProperty("name").GetString());
        // What is appended, processed and told are traces of their own, each linked to where it came from.
        var sending = Find(posted, "send events").GetProperty("spanId").GetString()!;
        var appended = await receiver.TraceAsync(t => Has(t, "append events") && t.GetRawText().Contains(sending, StringComparison.Ordinal), "the transaction");
        Assert.Equal("jt-intake", Find(appended, "append events").GetProperty("attributes").GetProperty("service.name").GetString());
        var processed = await receiver.TraceAsync(t => Has(t, "process events") && t.GetRawText().Contains(sending, StringComparison.Ordinal), "the processing");
        Assert.Equal("jt-tracer", Find(processed, "process events").GetProperty("attributes").GetProperty("service.name").GetString());
        var processing = Find(processed, "process events").GetProperty("spanId").GetString()!;
        var told = await receiver.TraceAsync(t => Has(t, "send findings") && t.GetRawText().Contains(processing, StringComparison.Ordinal), "the finding");
        Assert.Equal("jt-insight", Find(told, "send findings").GetProperty("attributes").GetProperty("service.name").GetString());
        // Looking for work every few milliseconds is not told, nor are probes.
        await running.Http.GetAsync("health/ready", stop.Token);
        await Task.Delay(1500, stop.Token);
        var roots = (await receiver.TracesAsync()).Select(t => t.GetProperty("rootSpan").GetProperty("name").GetString()!).ToList();
        Assert.DoesNotContain(roots, name => name.Contains("health", StringComparison.Ordinal));
        Assert.DoesNotContain(roots, name => name.StartsWith("postgresql", StringComparison.Ordinal));
        // What an operator keeps back is kept back.
        Assert.Equal(0, await receiver.MetricPointsAsync());
    }

    [Fact]
    public async Task A_signal_may_have_an_endpoint_of_its_own()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var running = await Running.StartAsync(cluster, new(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = new Uri(receiver.Address, "v1/traces").ToString(), ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"] = "http/protobuf",
            ["OTEL_TRACES_EXPORTER"] = "console, otlp", ["OTEL_BSP_SCHEDULE_DELAY"] = "200", ["OTEL_METRIC_EXPORT_INTERVAL"] = "300",
        });
        using var answer = await running.PostAsync(Stories.Swap("own-endpoint"));
        var id = Assert.Single(answer.Headers.GetValues("traceresponse")).Split('-')[1];
        await receiver.TraceAsync(t => t.GetProperty("traceId").GetString() == id, "the request");
        // Metrics were not asked for.
        Assert.Equal(0, await receiver.MetricPointsAsync());
    }

    [Fact]
    public async Task What_senders_put_into_names_and_contexts_harms_nobody()
    {
        await using var running = await Running.StartAsync(cluster);
        string Event(string id, string type, int minute, string data) => Told.Json("odd-" + id, type, "odd", Told.Monday.AddMinutes(minute), data);
        await running.PostAsync(
            Event("0", "case.opened", 0, """{"kind":"k"}""")[..^1] + ""","traceparent":"00-x-y-z"}""",
            Event("1", "promise.made", 1, """{"promise":"p","by":"desk","within":"PT1H"}"""),
            Event("2", "handoff.requested", 2, """{"handoff":"x#2","from":"desk","to":"a"}"""),
            Event("3", "handoff.requested", 3, """{"handoff":"x","from":"desk","to":"b"}"""),
            Event("4", "handoff.returned", 4, """{"handoff":"x"}"""),
            Event("5", "handoff.requested", 5, """{"handoff":"x","from":"desk","to":"b"}"""));
        await running.ReplayedAsync();
        Assert.Equal("odd", (await running.JsonAsync("v1/cases/odd")).GetProperty("case").GetString());
        var id = (await running.JsonAsync("v1/cases/odd/journey")).GetProperty("traceId").GetString();
        var spans = (await running.JsonAsync($"jaeger/api/traces/{id}")).GetProperty("data")[0].GetProperty("spans").EnumerateArray().ToList();
        Assert.Equal(5, spans.Count);
        Assert.Equal(5, spans.Select(s => s.GetProperty("spanID").GetString()).Distinct().Count());
        Assert.Empty(spans[0].GetProperty("references").EnumerateArray());
    }

    [Fact]
    public async Task What_is_logged_is_found_by_the_trace_id_of_the_answer()
    {
        var own = new Cluster();
        await own.InitializeAsync();
        await using var running = await Running.StartAsync(own);
        await own.DisposeAsync();
        using var answer = await running.Http.GetAsync("v1/cases/x");
        Assert.Equal(503, (int)answer.StatusCode);
        var id = Assert.Single(answer.Headers.GetValues("traceresponse")).Split('-')[1];
        for (var i = 0; !running.Servers[0].Said.Contains(id, StringComparison.Ordinal); i++)
        {
            Assert.True(i < 50, running.Servers[0].Said);
            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task A_transaction_left_open_is_named_in_the_log()
    {
        // Of its own: such a transaction holds back the readers of every database of a server.
        await using var own = new Cluster();
        await own.InitializeAsync();
        await using var running = await Running.StartAsync(own);
        await using var idle = Npgsql.NpgsqlDataSource.Create(new Npgsql.NpgsqlConnectionStringBuilder(running.ConnectionString) { ApplicationName = "forgotten" }.ConnectionString);
        await using var connection = await idle.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new Npgsql.NpgsqlCommand("select pg_current_xact_id()", connection, transaction))
            await command.ExecuteScalarAsync();
        var held = System.Diagnostics.Stopwatch.StartNew();
        await running.PostAsync(Stories.Swap("held-back"));
        for (var i = 0; !running.Servers[0].Said.Contains("(forgotten, idle in transaction)", StringComparison.Ordinal); i++)
        {
            Assert.True(i < 300, "Not named in 30 s: " + running.Servers[0].Said);
            await Task.Delay(100);
        }
        // The alarm asks for more than ten seconds, and says whose connection it is; Prometheus looks every five and judges every five.
        var metrics = "";
        for (var i = 0; ; i++)
        {
            metrics = await running.Http.GetStringAsync("metrics");
            if (ValueOf(metrics, "journeytrace_log_held_time_seconds") > 10 && Held(metrics).Contains("application=\"forgotten\"", StringComparison.Ordinal))
                break;
            Assert.True(i < 100, metrics);
            await Task.Delay(100);
        }
        Assert.True(held.Elapsed < TimeSpan.FromSeconds(20), $"The alarm's metric names it after {held.Elapsed}");
        Assert.True(ValueOf(metrics, "journeytrace_log_unreadable") > 0, metrics);
    }

    static string Held(string metrics) => Assert.Single(metrics.Split('\n'), line => line.StartsWith("journeytrace_log_held_time_seconds{", StringComparison.Ordinal));

    [Fact]
    public async Task A_connection_of_before_a_restart_is_no_outage()
    {
        await using var own = new Cluster();
        await own.InitializeAsync();
        await using var running = await Running.StartAsync(own);
        await running.PostAsync(Stories.Swap("before"));
        await running.ReplayedAsync();
        // Each pool has connections, that of the watch too, which is seldom asked.
        await HeldBackForAsync(running, "held-before");
        await own.Server.CrashAsync();
        for (var i = 0; !(await running.Http.GetAsync("health/ready")).IsSuccessStatusCode; i++)
        {
            Assert.True(i < 200, running.Servers[0].Said);
            await Task.Delay(100);
        }
        var said = Outages(running);
        await HeldBackForAsync(running, "held-after");
        await running.PostAsync(Stories.Swap("after"));
        await running.ReplayedAsync();
        Assert.Equal(2, (await running.JsonAsync("v1/cases?q=after")).GetProperty("items").GetArrayLength());
        Assert.Equal(said, Outages(running));
    }

    static int Outages(Running running) => running.Servers[0].Said.Split('\n').Count(line => line.Contains("until the database is back", StringComparison.Ordinal));

    /// <summary>Holds readers back until the watch has looked for who does.</summary>
    static async Task HeldBackForAsync(Running running, string name)
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(running.ConnectionString);
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new Npgsql.NpgsqlCommand("select pg_current_xact_id()", connection, transaction))
            await command.ExecuteScalarAsync();
        await running.PostAsync(Stories.Swap(name));
        for (var i = 0; ValueOf(await running.Http.GetStringAsync("metrics"), "journeytrace_log_held_time_seconds") is not > 0; i++)
        {
            Assert.True(i < 200, "Nobody looked in 20 s");
            await Task.Delay(100);
        }
    }

    static double? ValueOf(string text, string name, string? label = null) => text.Split('\n').Select(line => Sample().Match(line))
        .Where(m => m.Success && m.Groups["name"].Value == name && (label is null || m.Groups["labels"].Value.Contains($"\"{label}\"", StringComparison.Ordinal)))
        .Select(m => (double?)double.Parse(m.Groups["value"].Value, System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();

    static bool Has(JsonElement trace, string name) => trace.GetProperty("spans").EnumerateArray().Any(s => s.GetProperty("name").GetString() == name);

    static JsonElement Find(JsonElement trace, string name) => trace.GetProperty("spans").EnumerateArray().First(s => s.GetProperty("name").GetString() == name);
}
