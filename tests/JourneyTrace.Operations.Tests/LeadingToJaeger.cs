using JourneyTrace.Server.Tests;

namespace JourneyTrace.Operations.Tests;

/// <summary>Where the console leads for a journey.</summary>
public sealed class Leading_to_Jaeger(Cluster cluster)
{
    [Fact]
    public async Task The_page_of_a_store_has_what_was_told()
    {
        await using var receiver = new RefusingReceiver(200, "");
        await using var running = await Running.StartAsync(cluster, new() { ["JOURNEYTRACE_JAEGER_PAGE"] = "http://traces.example:16686/" });
        await running.PostAsync(Stories.Swap("led"));
        await running.ReplayedAsync();
        var before = await running.JsonAsync("v1/cases/led/journey");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, before.GetProperty("viewer").ValueKind);
        await ServerProcess.RunAsync("export-traces", "--postgres", running.ConnectionString, "--otlp", receiver.Address.ToString());
        var after = await running.JsonAsync("v1/cases/led/journey");
        Assert.Equal($"http://traces.example:16686/trace/{after.GetProperty("traceId").GetString()}", after.GetProperty("viewer").GetString());
    }

    [Fact]
    public async Task A_page_that_asks_this_server_has_every_case()
    {
        await using var running = await Running.StartAsync(cluster, null, "--jaeger-page", "/jaeger");
        await running.PostAsync(Stories.Swap("asked"));
        await running.ReplayedAsync();
        var journey = await running.JsonAsync("v1/cases/asked/journey");
        Assert.Equal($"/jaeger/trace/{journey.GetProperty("traceId").GetString()}", journey.GetProperty("viewer").GetString());
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("traces.example")]
    [InlineData("file:///etc/passwd")]
    public async Task What_is_no_page_is_refused(string page)
    {
        var (code, _, error) = await ServerProcess.RunAsync("serve", "--jaeger-page", page);
        Assert.NotEqual(0, code);
        Assert.Contains("--jaeger-page needs an address", error, StringComparison.Ordinal);
        (code, _, error) = await ServerProcess.RunAsync(new Dictionary<string, string> { ["JOURNEYTRACE_JAEGER_PAGE"] = page }, "serve");
        Assert.NotEqual(0, code);
        Assert.Contains("JOURNEYTRACE_JAEGER_PAGE", error, StringComparison.Ordinal);
    }
}
