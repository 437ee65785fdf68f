using System.Text.Json;
using JourneyTrace.Server.Tests;
using JourneyTrace.Testing;

namespace JourneyTrace.Operations.Tests;

/// <summary>Settled cases are told to an OTLP receiver as traces: what arrives is what was sent, once.</summary>
public sealed class Telling_journeys(Cluster cluster)
{
    static string[] To(OtlpReceiver receiver) => ["--journeys-otlp", receiver.Address.ToString(), "--journeys-grace", "PT0S", "--journeys-rate", "1000"];

    [Fact]
    public async Task A_settled_case_arrives_as_it_was_sent()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var running = await Running.StartAsync(cluster, null, To(receiver));
        await BegunAsync(running);
        await running.PostAsync(Stories.Swap("arrives"));
        await running.ReplayedAsync();
        var journey = await running.JsonAsync("v1/cases/arrives/journey");
        var id = journey.GetProperty("traceId").GetString()!;
        var arrived = await receiver.TraceAsync(t => t.GetProperty("traceId").GetString() == id, id);
        var sent = (await running.JsonAsync($"jaeger/api/v3/traces/{id}")).GetProperty("result").GetProperty("resourceSpans").EnumerateArray()
            .SelectMany(r => r.GetProperty("scopeSpans")[0].GetProperty("spans").EnumerateArray().Select(s => (Service: Value(r.GetProperty("resource"), "service.name"), Span: s))).ToList();
        var spans = arrived.GetProperty("spans").EnumerateArray().ToDictionary(s => s.GetProperty("spanId").GetString()!);
        Assert.Equal(4, sent.Count);
        Assert.Equal(sent.Select(s => s.Span.GetProperty("spanId").GetString()).Order(StringComparer.Ordinal), spans.Keys.Order(StringComparer.Ordinal));
        foreach (var (service, span) in sent)
        {
            var there = spans[span.GetProperty("spanId").GetString()!];
            Assert.Equal(span.GetProperty("name").GetString(), there.GetProperty("name").GetString());
            Assert.Equal(Parent(span), Parent(there));
            Assert.Equal(service, there.GetProperty("attributes").GetProperty("service.name").GetString());
            // Each leads to the request that sent it.
            var link = Assert.Single(span.GetProperty("links").EnumerateArray());
            Assert.Contains(link.GetProperty("spanId").GetString()!, Assert.Single(there.GetProperty("links").EnumerateArray()).GetRawText(), StringComparison.Ordinal);
            foreach (var attribute in span.GetProperty("attributes").EnumerateArray())
                Assert.Equal(attribute.GetProperty("value").EnumerateObject().First().Value.ToString(), there.GetProperty("attributes").GetProperty(attribute.GetProperty("key").GetString()!).ToString());
            Assert.Equal(long.Parse(span.GetProperty("startTimeUnixNano").GetString()!, null) / 1_000_000, (long)there.GetProperty("startTime").GetDouble());
            Assert.Equal(long.Parse(span.GetProperty("endTimeUnixNano").GetString()!, null) / 1_000_000, (long)there.GetProperty("endTime").GetDouble());
            Assert.Equal(span.GetProperty("status").TryGetProperty("code", out _), there.GetProperty("status").GetProperty("code").GetString() == "ERROR");
            Assert.Equal(Names(span.GetProperty("events")), Names(there.GetProperty("events")));
            Assert.Equal(Kind(span), there.GetProperty("kind").GetString());
        }
        // Departments are chained as they served each other, and the one that broke the promise has the error.
        var (promise, first, second) = (Named(sent, "promise swap"), Named(sent, "work store → account-manager"), Named(sent, "information account-manager → archive"));
        Assert.Equal((Id(promise), Id(first)), (Parent(first), Parent(second)));
        Assert.Equal("absence", first.GetProperty("status").GetProperty("message").GetString());
        Assert.Equal(("absence", "training-day"), (Value(first, "journeytrace.cause"), Value(first, "journeytrace.decision")));
        Assert.Equal(["accepted", "obstacle"], first.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("name").GetString()));
        Assert.False(Named(sent, "journey swap").GetProperty("status").TryGetProperty("code", out _));
        Assert.Contains(await receiver.AskAsync("status = \"ERROR\""), t => t.GetProperty("traceId").GetString() == id);
    }

    [Fact]
    public async Task Twice_is_once_and_a_change_is_another_trace_that_leads_to_the_former()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var running = await Running.StartAsync(cluster, null, To(receiver));
        await BegunAsync(running);
        await running.PostAsync(Stories.Swap("twice"));
        await running.ReplayedAsync();
        var id = (await running.JsonAsync("v1/cases/twice/journey")).GetProperty("traceId").GetString()!;
        await receiver.TraceAsync(t => t.GetProperty("traceId").GetString() == id, id);
        // A replay of everything tells nothing again.
        (await running.Http.PostAsync("v1/replay", null)).EnsureSuccessStatusCode();
        while ((await running.JsonAsync("v1/replay")).GetProperty("running").GetBoolean())
            await Task.Delay(50);
        // Somebody tells of the past: another reason, and a trace of its own.
        await running.PostAsync(Told.Json("twice-late", "obstacle.met", "twice", Told.Monday.AddHours(7.2), """{"obstacle":"late","at":"archive","handoff":"h2","cause":"no-tools"}"""));
        var second = await receiver.TraceAsync(t => t.GetProperty("traceId").GetString() != id && Spans(t).Any(s => Attribute(s, "journeytrace.case") == "twice"), "the second revision");
        var root = Spans(second).Single(s => !s.TryGetProperty("parentSpanId", out var parent) || parent.GetString() is null or "");
        Assert.Contains(id, root.GetRawText(), StringComparison.Ordinal);
        await Task.Delay(3000);
        var told = (await receiver.TracesAsync()).Where(t => Spans(t).Any(s => Attribute(s, "journeytrace.case") == "twice")).ToList();
        Assert.Equal(2, told.Count);
        Assert.All(told, t => Assert.Equal(4, Spans(t).Count));
        // Either trace is found by its id, and the case leads to the latest.
        var latest = await running.JsonAsync("v1/cases/twice/journey");
        Assert.Equal((second.GetProperty("traceId").GetString(), 2), (latest.GetProperty("traceId").GetString(), latest.GetProperty("told").GetInt32()));
        foreach (var trace in told)
            Assert.Equal(4, (await running.JsonAsync($"jaeger/api/traces/{trace.GetProperty("traceId").GetString()}")).GetProperty("data")[0].GetProperty("spans").GetArrayLength());
    }

    /// <summary>So that nothing of a customer who is forgotten later stands where nobody can take it back.</summary>
    [Fact]
    public async Task No_name_of_a_customer_or_of_who_served_him_is_told()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var running = await Running.StartAsync(cluster, null, To(receiver));
        await BegunAsync(running);
        await running.PostAsync(Stories.Swap("named").Select(json => json
            .Replace("\"segment\":\"gold\"", "\"customer\":{\"id\":\"cu-zacharias\",\"segment\":\"gold\",\"name\":\"Zacharias\"}", StringComparison.Ordinal)
            .Replace("\"by\":\"store\"", "\"by\":\"store\",\"person\":\"Annegret\"", StringComparison.Ordinal).Replace("\"handoff\":\"h1\"", "\"handoff\":\"h1\",\"person\":\"Annegret\"", StringComparison.Ordinal)));
        await running.ReplayedAsync();
        Assert.Contains("Annegret", (await running.JsonAsync("v1/cases/named/events")).GetRawText(), StringComparison.Ordinal);
        var id = (await running.JsonAsync("v1/cases/named/journey")).GetProperty("traceId").GetString()!;
        var told = (await receiver.TraceAsync(t => t.GetProperty("traceId").GetString() == id, id)).GetRawText();
        Assert.Contains("gold", told, StringComparison.Ordinal);
        Assert.DoesNotContain("zacharias", told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Annegret", told, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task History_is_told_by_the_command_which_goes_on_where_it_was()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var running = await Running.StartAsync(cluster);
        await running.PostAsync([.. Stories.Swap("old-1"), .. Stories.Swap("old-2", Told.Monday.AddDays(30)), .. Stories.Swap("open").Take(3)]);
        await running.ReplayedAsync();
        string[] command = ["export-traces", "--postgres", running.ConnectionString, "--rate", "1000", "--otlp"];
        var (code, said, error) = await ServerProcess.RunAsync([.. command, receiver.Address.ToString(), "--from", "2026-03-20T00:00:00Z", "--to", "2026-05-01T00:00:00Z"]);
        Assert.Equal((0, "1 journeys told; 0 were told before, 0 have promises that have not ended and are left out."), (code, said.Trim() + error));
        (_, said, _) = await ServerProcess.RunAsync([.. command, receiver.Address.ToString()]);
        Assert.Equal("1 journeys told; 1 were told before, 1 have promises that have not ended and are left out.", said.Trim());
        (_, said, _) = await ServerProcess.RunAsync([.. command, receiver.Address.ToString()]);
        Assert.Equal("0 journeys told; 2 were told before, 1 have promises that have not ended and are left out.", said.Trim());
        Assert.Equal(2, (await receiver.TracesAsync()).Count);
    }

    [Theory]
    [InlineData("is required", "export-traces")]
    [InlineData("is no address", "export-traces", "--otlp", "nowhere")]
    [InlineData("is no instant", "export-traces", "--otlp", "http://127.0.0.1:9", "--from", "yesterday")]
    [InlineData("--rate needs", "export-traces", "--otlp", "http://127.0.0.1:9", "--rate", "0")]
    [InlineData("There is no data in", "export-traces", "--otlp", "http://127.0.0.1:9", "--data", "/nowhere")]
    [InlineData("needs a length of time", "serve", "--journeys-grace", "soon")]
    [InlineData("needs an address", "serve", "--journeys-otlp", "nowhere")]
    [InlineData("needs a whole number", "serve", "--journeys-rate", "none")]
    public async Task What_is_not_understood_is_said(string why, params string[] arguments)
    {
        var (code, _, error) = await ServerProcess.RunAsync(arguments);
        Assert.NotEqual(0, code);
        Assert.Contains(why, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_is_away_gets_everything_when_it_is_back()
    {
        await using var running = await Running.StartAsync(cluster);
        await running.PostAsync(Stories.Swap("away"));
        await running.ReplayedAsync();
        var (code, _, error) = await ServerProcess.RunAsync("export-traces", "--postgres", running.ConnectionString, "--otlp", "http://127.0.0.1:9");
        Assert.Equal(1, code);
        Assert.Contains("begin again, and it goes on", error, StringComparison.Ordinal);
        await using var receiver = await OtlpReceiver.StartAsync();
        await ServerProcess.RunAsync("export-traces", "--postgres", running.ConnectionString, "--otlp", receiver.Address.ToString());
        Assert.Single(await receiver.TracesAsync());
    }

    /// <summary>The telling has begun, and before the stories, which are of the past.</summary>
    static async Task BegunAsync(Running running)
    {
        await running.TellingBegunAsync();
        await using var database = Npgsql.NpgsqlDataSource.Create(running.ConnectionString);
        await using var back = database.CreateCommand("update journeytrace.telling set begun_at = '2020-01-01Z', settled_at = '2020-01-01Z'");
        await back.ExecuteNonQueryAsync();
    }

    static List<JsonElement> Spans(JsonElement trace) => [.. trace.GetProperty("spans").EnumerateArray()];

    static string? Attribute(JsonElement span, string name) => span.GetProperty("attributes").TryGetProperty(name, out var value) ? value.ToString() : null;

    static JsonElement Named(IEnumerable<(string? Service, JsonElement Span)> spans, string name) => spans.Single(s => s.Span.GetProperty("name").GetString() == name).Span;

    static IEnumerable<string?> Names(JsonElement events) => events.EnumerateArray().Select(e => e.GetProperty("name").GetString());

    /// <summary>As OTLP numbers them.</summary>
    static string Kind(JsonElement span) => span.GetProperty("kind").GetInt32() switch { 1 => "INTERNAL", 2 => "SERVER", 3 => "CLIENT", 4 => "PRODUCER", 5 => "CONSUMER", _ => "UNSPECIFIED" };

    static string Id(JsonElement span) => span.GetProperty("spanId").GetString()!;

    static string Parent(JsonElement span) => span.TryGetProperty("parentSpanId", out var parent) ? parent.GetString() ?? "" : "";

    static string? Value(JsonElement element, string key) => element.GetProperty("attributes").EnumerateArray()
        .Where(a => a.GetProperty("key").GetString() == key).Select(a => a.GetProperty("value").GetProperty("stringValue").GetString()).FirstOrDefault();
}
