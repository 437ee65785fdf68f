using JourneyTrace.Client;
using JourneyTrace.Demo;

namespace JourneyTrace.Server.Tests;

/// <summary>A figure leads to what it counts: the filter that a row's key makes finds just the promises and the cases behind it.</summary>
public sealed class Drilling_down(AllInOne shape) : IClassFixture<AllInOne>
{
    static readonly DateTime End = new(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_row_leads_to_what_it_counts()
    {
        var company = new DemoCompany(End, 80);
        await PostAsync(company.Organisation().Concat(company.Cases().SelectMany(c => c.Lines)));
        // A hand-off that serves no promise at all.
        await PostAsync([Testing.Told.Json("idle", "handoff.requested", "idle", Testing.Told.Monday, """{"handoff":"h","from":"left → right","to":"nobody"}""")]);
        foreach (var by in new[] { "link", "handoff", "cause", "element", "kind", "segment", "promise", "decision" })
        {
            var hotspots = await shape.Client.GetAsync<HotspotsAnswer>($"v1/hotspots?by={by}", Stop);
            Assert.NotEmpty(hotspots.Items);
            foreach (var item in hotspots.Items)
            {
                var filter = $"{by}={Uri.EscapeDataString(item.Key)}";
                var counted = await shape.Client.GetAsync<HotspotsAnswer>($"v1/hotspots?{filter}", Stop);
                // Of a decision, what has a share of it is found; what it served otherwise has none.
                Assert.Equal((filter, item.Served), (filter, counted.Promises));
                if (item.Broken > 0)
                    Assert.NotEmpty(await CasesAsync($"{filter}&status=failed"));
            }
        }
    }

    [Fact]
    public async Task An_arrow_leads_to_the_cases_in_which_it_happened()
    {
        await PostAsync([Testing.Told.Json("served-by-none", "handoff.requested", "served-by-none", Testing.Told.Monday, """{"handoff":"h","from":"east → west","to":"north"}""")]);
        Assert.Equal(["served-by-none"], await CasesAsync($"handoff={Uri.EscapeDataString("east → west → north")}"));
        Assert.Empty(await CasesAsync($"handoff={Uri.EscapeDataString("west → north")}"));
        Assert.Empty(await CasesAsync($"handoff={Uri.EscapeDataString("east → west → north")}&link=north"));
        Assert.Empty(await CasesAsync("handoff=nothing"));
    }

    [Fact]
    public async Task Failed_is_broken_or_abandoned_and_risk_is_of_open_ones()
    {
        await PostAsync(
        [
            Testing.Told.Json("f1", "promise.made", "fails-1", Testing.Told.Monday, """{"promise":"p","by":"desk","due":"2026-03-02T10:00:00Z"}"""),
            Testing.Told.Json("f2", "promise.made", "fails-2", Testing.Told.Monday, """{"promise":"p","by":"desk","due":"2099-03-02T10:00:00Z"}"""),
        ]);
        Assert.Contains("fails-1", await CasesAsync("status=failed"));
        Assert.DoesNotContain("fails-2", await CasesAsync("status=failed"));
        var all = await ListAsync("limit=1000");
        Assert.Equal(all.Count(s => s is "broken" or "abandoned"), (await ListAsync("limit=1000&status=failed")).Count);
        Assert.All(await ListAsync("limit=1000&atRisk=true"), status => Assert.Equal("open", status));
        Assert.Equal(all.Count, (await ListAsync("limit=1000&atRisk=true")).Count + (await ListAsync("limit=1000&atRisk=false")).Count);
    }

    async Task<List<string>> ListAsync(string query) =>
        [.. (await shape.JsonAsync($"v1/promises?{query}")).GetProperty("items").EnumerateArray().Select(p => p.GetProperty("status").GetString()!)];

    async Task<List<string>> CasesAsync(string query) =>
        [.. (await shape.Client.GetAsync<Page<CaseItem>>($"v1/cases?{query}&limit=1000", Stop)).Items.Select(c => c.Case)];

    async Task PostAsync(IEnumerable<string> lines)
    {
        var posted = await shape.PostAsync(string.Join('\n', lines), "application/x-ndjson");
        Assert.True(posted.IsSuccessStatusCode, await posted.Content.ReadAsStringAsync());
        await shape.Client.CaughtUpAsync(Stop);
    }
}
