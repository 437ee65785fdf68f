using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyTrace.Client;

namespace JourneyTrace.Server.Tests;

/// <summary>What the reports say to a tenant, to be compared with what they say later.</summary>
static partial class TenantFigures
{
    // The hotspots are looked at every two seconds.
    static readonly TimeSpan Apart = TimeSpan.FromSeconds(3);

    /// <summary>All figures of a tenant to whom nothing more happens by itself: what he has is sealed and found. From here on they change for a reason.</summary>
    public static async Task<string> SettledAsync(HttpClient tenant)
    {
        await Eventually.HoldsAsync("Nothing is sealed", async () => (await tenant.GetFromJsonAsync<LogHead>("v1/log/head", Wire.Options))!.Blocks > 0);
        var before = await SaidAsync(tenant);
        for (var i = 0; i < 10; i++)
        {
            await Task.Delay(Apart);
            var now = await SaidAsync(tenant);
            if (now == before)
                return now;
            before = now;
        }
        Assert.Fail("The figures still change after 30 s: " + before);
        return "";
    }

    /// <summary>What reports without a filter say, but for what grows with the time of day.</summary>
    public static async Task<string> SaidAsync(HttpClient tenant)
    {
        var document = await tenant.GetFromJsonAsync<JsonElement>("openapi/v1.json");
        var said = new List<string>();
        foreach (var path in document.GetProperty("paths").EnumerateObject().Where(p => p.Value.TryGetProperty("get", out _)).Select(p => p.Name))
        {
            if (!path.Contains('{', StringComparison.Ordinal) && path is not ("/v1/audit" or "/v1/compare" or "/v1/findings/stream" or "/v1/keys"))
                said.Add(path + ": " + Changing().Replace(await (await tenant.GetAsync(path)).Content.ReadAsStringAsync(), "0"));
        }
        Assert.True(said.Count > 30, $"{said.Count} reports were asked");
        return string.Join('\n', said);
    }

    [GeneratedRegex("\"(asOf|at|on|day)\":\"[^\"]*\"|[0-9]{4,}(\\.[0-9]+)?|[0-9]+\\.[0-9]+", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Changing();
}
