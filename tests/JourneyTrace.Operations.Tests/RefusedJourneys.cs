using JourneyTrace.Server.Tests;
using JourneyTrace.Testing;

namespace JourneyTrace.Operations.Tests;

/// <summary>A receiver that will not take a journey holds back no other one, and what it takes later is told later.</summary>
public sealed class Refused_journeys(Cluster cluster)
{
    [Theory]
    [InlineData(400, "no such field")]
    [InlineData(413, "")]
    [InlineData(422, "{}")]
    [InlineData(200, """{"partialSuccess":{"rejectedSpans":"4","errorMessage":"too old"}}""")]
    public async Task What_is_refused_for_good_is_said_and_told_again_when_the_case_changes(int status, string body)
    {
        await using var running = await Running.StartAsync(cluster);
        await running.PostAsync([.. Stories.Swap("refused"), .. Stories.Swap("another")]);
        await running.ReplayedAsync();
        await using var receiver = new RefusingReceiver(status, body);
        var (code, said, error) = await ExportAsync(running, receiver.Address);
        // Scripts are to notice.
        Assert.Equal((1, "0 journeys told; 0 were told before, 0 have promises that have not ended and are left out, 2 were refused."), (code, said.Trim()));
        Assert.Contains("refused for good", error, StringComparison.Ordinal);
        // The store has none of them, and nobody is led there.
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await running.JsonAsync("v1/cases/refused/journey")).GetProperty("told").ValueKind);
        await running.PostAsync(Told.Json("refused-late", "obstacle.met", "refused", Told.Monday.AddHours(7.2), """{"obstacle":"late","at":"archive","handoff":"h2","cause":"no-tools"}"""));
        await running.ReplayedAsync();
        // Mended, it is told everything, as what it is told first.
        await using var willing = new RefusingReceiver(200, "");
        (code, said, _) = await ExportAsync(running, willing.Address);
        Assert.Equal((0, "2 journeys told; 0 were told before, 0 have promises that have not ended and are left out."), (code, said.Trim()));
        Assert.Equal(2, willing.Requests.Count);
        Assert.Equal(1, (await running.JsonAsync("v1/cases/refused/journey")).GetProperty("told").GetInt32());
        (_, said, _) = await ExportAsync(running, willing.Address);
        Assert.StartsWith("0 journeys told; 2 were told before", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_tries_what_was_refused_when_the_case_changes_and_not_before()
    {
        await using var receiver = new RefusingReceiver(400, "no");
        await using var running = await Running.StartAsync(cluster, null, "--journeys-otlp", receiver.Address.ToString(), "--journeys-grace", "PT0S");
        await running.TellingBegunAsync();
        var now = DateTime.UtcNow;
        await running.PostAsync(Stories.Swap("now", now.AddDays(-3)).Append(Told.Json("now-last", "customer.contacted", "now", now.AddSeconds(1), """{"link":"store","channel":"phone"}""")));
        for (var i = 0; receiver.Requests.IsEmpty; i++)
        {
            Assert.True(i < 300, running.Servers[0].Said);
            await Task.Delay(100);
        }
        await Task.Delay(5000);
        Assert.Single(receiver.Requests);
        Assert.Contains("refused for good", running.Servers[0].Said, StringComparison.Ordinal);
    }

    /// <summary>A case's name and what a receiver answers are logged: in one line of ours, whatever they look like.</summary>
    [Fact]
    public async Task What_others_say_is_no_line_of_the_log_of_its_own()
    {
        const string Forged = "{\"Timestamp\":\"now\",\"LogLevel\":\"Critical\",\"Message\":\"forged\"}";
        await using var receiver = new RefusingReceiver(400, $"no\r\n{Forged}\n\u001b[31m\u2028{Forged}");
        await using var running = await Running.StartAsync(cluster, null, "--journeys-otlp", receiver.Address.ToString(), "--journeys-grace", "PT0S");
        const string Name = "odd\"}\u2028" + Forged;
        await running.TellingBegunAsync();
        var now = DateTime.UtcNow;
        var written = System.Text.Json.JsonSerializer.Serialize(Name)[1..^1];
        await running.PostAsync(Stories.Swap(written, now.AddDays(-3)).Append(Told.Json("odd-last", "customer.contacted", written, now.AddSeconds(1), """{"link":"store","channel":"phone"}""")));
        for (var i = 0; !running.Servers[0].Said.Contains("refused for good", StringComparison.Ordinal); i++)
        {
            Assert.True(i < 300, running.Servers[0].Said);
            await Task.Delay(100);
        }
        var lines = running.Servers[0].Said.Split(['\n', '\r', '\u2028'], StringSplitOptions.RemoveEmptyEntries).Where(line => !line.Contains(" listens ", StringComparison.Ordinal)).ToList();
        var logged = lines.ConvertAll(line => System.Text.Json.JsonDocument.Parse(line).RootElement);
        var refused = Assert.Single(logged, line => line.GetProperty("Message").GetString()!.Contains("refused for good", StringComparison.Ordinal));
        Assert.Equal("Error", refused.GetProperty("LogLevel").GetString());
        Assert.Contains(Name, refused.GetProperty("Message").GetString(), StringComparison.Ordinal);
        Assert.Contains("forged", refused.GetProperty("Message").GetString()!.Split("export-traces")[1], StringComparison.Ordinal);
        Assert.DoesNotContain(logged, line => line.GetProperty("LogLevel").GetString() == "Critical");
        Assert.DoesNotContain('\u001b', running.Servers[0].Said);
    }

    [Fact]
    public async Task No_more_are_told_in_a_second_than_is_said()
    {
        await using var running = await Running.StartAsync(cluster);
        await running.PostAsync(Enumerable.Range(0, 12).SelectMany(i => Stories.Swap($"rated-{i}")));
        await running.ReplayedAsync();
        await using var receiver = new RefusingReceiver(200, "");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var (_, said, _) = await ServerProcess.RunAsync("export-traces", "--postgres", running.ConnectionString, "--rate", "5", "--otlp", receiver.Address.ToString());
        Assert.StartsWith("12 journeys told", said, StringComparison.Ordinal);
        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds(2.2), $"12 at 5 a second in {clock.Elapsed}");
    }

    [Theory]
    [InlineData(200, """{"partialSuccess":{"rejectedSpans":"0","errorMessage":"a warning"}}""")]
    [InlineData(202, "<html>not JSON</html>")]
    public async Task A_warning_is_no_refusal(int status, string body)
    {
        await using var running = await Running.StartAsync(cluster);
        await running.PostAsync(Stories.Swap("warned"));
        await running.ReplayedAsync();
        await using var receiver = new RefusingReceiver(status, body);
        var (code, said, _) = await ExportAsync(running, receiver.Address);
        Assert.Equal((0, "1 journeys told; 0 were told before, 0 have promises that have not ended and are left out."), (code, said.Trim()));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(401)]
    [InlineData(302)]
    public async Task What_may_be_taken_later_is_kept(int status)
    {
        await using var running = await Running.StartAsync(cluster);
        await running.PostAsync(Stories.Swap("later"));
        await running.ReplayedAsync();
        await using (var receiver = new RefusingReceiver(status, "not now"))
        {
            var (code, _, error) = await ExportAsync(running, receiver.Address);
            Assert.Equal(1, code);
            Assert.Contains(status.ToString(System.Globalization.CultureInfo.InvariantCulture), error, StringComparison.Ordinal);
            // Where it leads to is not followed.
            Assert.Single(receiver.Requests);
        }
        await using var willing = new RefusingReceiver(200, "");
        var (_, said, _) = await ExportAsync(running, willing.Address);
        Assert.StartsWith("1 journeys told", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_of_the_standard_variable_go_along()
    {
        await using var running = await Running.StartAsync(cluster);
        await running.PostAsync(Stories.Swap("headed"));
        await running.ReplayedAsync();
        await using var receiver = new RefusingReceiver(200, "");
        await ExportAsync(running, receiver.Address, new() { ["OTEL_EXPORTER_OTLP_HEADERS"] = "authorization=Bearer%20a%2Cb, x-scope = t1" });
        Assert.Equal("Bearer a,b", Assert.Single(receiver.Requests).Authorization);
    }

    static Task<(int ExitCode, string Out, string Error)> ExportAsync(Running running, Uri to, Dictionary<string, string>? environment = null) =>
        ServerProcess.RunAsync(environment ?? [], "export-traces", "--postgres", running.ConnectionString, "--rate", "1000", "--otlp", to.ToString());
}
