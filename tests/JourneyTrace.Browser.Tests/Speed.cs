using System.Diagnostics;
using System.Text.RegularExpressions;
using JourneyTrace.Testing;

namespace JourneyTrace.Browser.Tests;

/// <summary>What is timed runs when nothing else does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>How soon the console can be used, and whether it stays smooth.</summary>
[Trait("Category", "Browser"), Collection(nameof(Alone))]
public sealed partial class Speed(Company company)
{
    const long MostScript = 300 * 1024;

    [GeneratedRegex("^w0 Blame", RegexOptions.None, 1000)]
    private static partial Regex FirstLink();

    [Fact]
    public async Task The_first_page_is_small_and_soon_there()
    {
        var (warm, _) = await company.OpenAsync();
        await warm.GotoAsync("/");
        await Assertions.Expect(warm.GetByTestId("kept-rate")).ToBeVisibleAsync();
        await warm.Context.DisposeAsync();
        var (page, _) = await company.OpenAsync();
        var script = 0L;
        page.RequestFinished += async (_, request) =>
        {
            if (request.ResourceType == "script" && !request.Url.Contains("/echarts-", StringComparison.Ordinal))
                Interlocked.Add(ref script, (await request.SizesAsync()).ResponseBodySize);
        };
        var clock = Stopwatch.StartNew();
        await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(page.GetByTestId("kept-rate")).ToBeVisibleAsync();
        TestContext.Current.SendDiagnosticMessage($"usable after {clock.ElapsedMilliseconds} ms");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1.5), $"usable after {clock.Elapsed}");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle, new() { Timeout = 5000 }).ContinueWith(_ => { }, TaskScheduler.Default);
        TestContext.Current.SendDiagnosticMessage($"{Interlocked.Read(ref script) / 1024} KiB of script before charts");
        Assert.InRange(Interlocked.Read(ref script), 1, MostScript);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task A_map_of_40_links_and_300_arrows_has_no_long_task()
    {
        var random = new Random(3);
        var lines = new List<string>();
        for (var i = 0; i < 300; i++)
        {
            var name = $"wide-{i}";
            lines.Add(Told.Json(name, "case.opened", name, Told.Monday, """{"kind":"wide"}"""));
            var (from, to) = (i % 40, (i % 40 + 1 + (i / 40)) % 40);
            for (var n = 0; n <= random.Next(3); n++)
                lines.Add(Told.Json($"{name}-{n}", "handoff.requested", name, Told.Monday.AddMinutes(n), $$"""{"handoff":"h{{n}}","from":"w{{from}}","to":"w{{to}}"}"""));
        }
        await company.PostAsync([.. lines]);
        await company.ReplayedAsync();
        var (page, _) = await company.OpenAsync();
        await page.AddInitScriptAsync("window.long = []; new PerformanceObserver(list => list.getEntries().forEach(e => window.long.push(e.duration))).observe({ type: 'longtask', buffered: true });");
        await page.GotoAsync("/map?kind=wide&share=100");
        await Assertions.Expect(page.GetByText("40 links, 300 arrows")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = FirstLink() })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.EvaluateAsync("window.long.length = 0");
        await page.Mouse.MoveAsync(700, 500);
        for (var i = 0; i < 20; i++)
            await page.Mouse.WheelAsync(0, i % 2 == 0 ? -200 : 200);
        await page.Mouse.DownAsync();
        for (var i = 0; i < 20; i++)
            await page.Mouse.MoveAsync(700 + i * 5, 500 + i * 3);
        await page.Mouse.UpAsync();
        await page.WaitForTimeoutAsync(500);
        var moving = await page.EvaluateAsync<double[]>("() => window.long");
        Assert.True(moving.All(ms => ms <= 100), "long tasks while it moves: " + string.Join(", ", moving));
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = FirstLink() })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        var drawing = await page.EvaluateAsync<double[]>("() => window.long");
        TestContext.Current.SendDiagnosticMessage($"long tasks while it comes: {string.Join(", ", drawing)}");
        Assert.True(drawing.All(ms => ms <= 100), "long tasks while it comes: " + string.Join(", ", drawing));
        await page.Context.DisposeAsync();
    }
}
