using JourneyTrace.Client;
using JourneyTrace.Demo;

namespace JourneyTrace.Server.Tests;

/// <summary>Reports are counted in memory, from cases that are read again when they were written: never from anything else than the database holds.</summary>
public sealed class Reports_in_memory(Split shape) : IClassFixture<Split>
{
    static readonly DateTime End = new(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);

    static readonly string[] Questions =
    [
        "hotspots?by=link", "hotspots?by=handoff", "hotspots?by=element", "hotspots?by=decision", "hotspots?by=procedure", "handoffs?", "links?", "split?", "map?", "map?by=activity",
        "variants?", "ping-pong?", "rework?", "temporal-profile?", "waiting?", "push-to-front?", "complaints?", "complaints/funnel?", "decisions?", "segments?", "makers?", "effort?",
        "costs?", "flow?", "conflicts?", "relations?", "understanding?", "promises?limit=1000", "promises?status=broken", "cases?limit=1000", "cases?q=1&limit=7", "cases?status=failed&limit=1000",
        "promises?status=failed&limit=1000", "promises?atRisk=true", "hotspots?by=cause&element=effectiveness", "hotspots?by=link&handoff=front-desk%20%E2%86%92%20warehouse", "cases?handoff=front-desk%20%E2%86%92%20warehouse&limit=1000",
    ];

    [Fact]
    public async Task They_are_what_a_server_says_that_has_just_read_everything()
    {
        var company = new DemoCompany(End, 300);
        await PutCatalogueAsync();
        await PostAsync(company.Organisation());
        var cases = company.Cases().Select(c => c.Lines.ToList()).ToList();
        var random = new Random(7);
        // In five rounds, so that cases change again and again, and most rows in memory are left over from before.
        for (var round = 5; round > 0; round--)
        {
            await PostAsync(cases.SelectMany(lines => Taken(lines, round == 1 ? lines.Count : random.Next(lines.Count / round + 1))));
            await SameAsync();
        }
        await ReplayFromZeroAsync();
        await SameAsync();
    }

    [Fact]
    public async Task Many_may_ask_while_cases_change()
    {
        var asking = true;
        var asked = 0;
        var askers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (Volatile.Read(ref asking))
            {
                var links = await shape.Client.GetAsync<Page<LinkItem>>("v1/links?kind=changing", CancellationToken.None);
                // Ten hand-offs in each case, which come at once: never one of them alone.
                Assert.All(links.Items, link => Assert.Equal(0, link.Handoffs % 10));
                Interlocked.Increment(ref asked);
            }
        })).ToList();
        for (var i = 0; i < 40; i++)
        {
            await PostAsync(Changing($"changing-{i}"));
            // What was replayed when somebody asks is in the answer, however many ask besides.
            var link = (await shape.Client.GetAsync<Page<LinkItem>>("v1/links?kind=changing", CancellationToken.None)).Items.Single(l => l.Link == "b");
            Assert.Equal(10 * (i + 1), link.Handoffs);
        }
        Volatile.Write(ref asking, false);
        await Task.WhenAll(askers);
        Assert.True(asked > 4);
    }

    static IEnumerable<string> Changing(string name) =>
    [
        Testing.Told.Json(name, "case.opened", name, Testing.Told.Monday, """{"kind":"changing"}"""),
        .. Enumerable.Range(0, 10).Select(n => Testing.Told.Json(
            $"{name}-{n}", "handoff.requested", name, Testing.Told.Monday.AddMinutes(n), $$"""{"handoff":"h{{n}}","from":"a","to":"b"}""")),
    ];

    static List<string> Taken(List<string> lines, int count)
    {
        var taken = lines.GetRange(0, count);
        lines.RemoveRange(0, count);
        return taken;
    }

    /// <summary>Shares of many cases are added up in the order in which they lie in memory: their last digits are nobody's.</summary>
    static string Rounded(string json) => System.Text.RegularExpressions.Regex.Replace(
        json, @"\d+\.\d{7,}", number => Math.Round(double.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture), 6).ToString(System.Globalization.CultureInfo.InvariantCulture),
        System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));

    /// <summary>Where two answers differ.</summary>
    static string Around(string there, string here)
    {
        var at = Math.Max(0, there.Zip(here).TakeWhile(pair => pair.First == pair.Second).Count() - 200);
        string Some(string text) => text.Length > at ? text.Substring(at, Math.Min(400, text.Length - at)) : "";
        return $"there: {Some(there)}\nhere: {Some(here)}";
    }

    async Task SameAsync()
    {
        await using var fresh = await ServerProcess.StartAsync("serve", "--roles", "insight", "--postgres", shape.ConnectionString);
        using var other = new HttpClient { BaseAddress = fresh.Address };
        foreach (var question in Questions)
        {
            // The period, so that nothing depends on the moment of asking.
            var path = question.StartsWith("hotspots", StringComparison.Ordinal) ? $"v1/{question}&from=2026-06-01T00:00:00Z&to=2026-11-01T00:00:00Z" : $"v1/{question}";
            var (here, there) = (Rounded(await shape.Http.GetStringAsync(path)), Rounded(await other.GetStringAsync(path)));
            Assert.True(there == here, $"{path}\n{Around(there, here)}");
        }
    }

    async Task PutCatalogueAsync()
    {
        var put = await shape.Http.PutAsync("v1/catalogue", new StringContent(DemoCompany.Catalogue, System.Text.Encoding.UTF8, "application/json"));
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
    }

    async Task ReplayFromZeroAsync()
    {
        (await shape.Http.PostAsync("v1/replay", null)).EnsureSuccessStatusCode();
        await shape.Client.ReplayedAsync();
    }

    async Task PostAsync(IEnumerable<string> lines)
    {
        var posted = await shape.PostAsync(string.Join('\n', lines), "application/x-ndjson");
        Assert.True(posted.IsSuccessStatusCode, await posted.Content.ReadAsStringAsync());
        await shape.Client.CaughtUpAsync();
    }
}
