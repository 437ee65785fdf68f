using System.Text.RegularExpressions;

namespace JourneyTrace.Browser.Tests;

/// <summary>Each figure of the console leads to what it counts, and each picture says its pieces in words.</summary>
[Trait("Category", "Browser")]
public sealed partial class From_figures_to_cases(Company company)
{
    [GeneratedRegex("handoff=payments", RegexOptions.None, 1000)]
    private static partial Regex HandoffInAddress();

    [GeneratedRegex("^the path that broke the promise: account-manager", RegexOptions.None, 1000)]
    private static partial Regex PathPiece();

    [Fact]
    public async Task An_arrow_of_the_map_leads_to_its_cases()
    {
        var (page, _) = await company.OpenAsync();
        await page.GotoAsync("/map?chosen=" + Uri.EscapeDataString("arrow:payments→finance"));
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Link, new() { Name = "Show the cases" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(HandoffInAddress());
        await page.GetByRole(AriaRole.Region, new() { Name = "Cases" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "The journey" })).ToContainTextAsync("finance");
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task A_hotspot_of_any_key_leads_to_cases_that_failed()
    {
        var (page, _) = await company.OpenAsync();
        foreach (var (by, row) in new[] { ("handoff", "payments → finance"), ("element", "processes"), ("segment", "gold") })
        {
            await page.GotoAsync($"/hotspots?by={by}&row={Uri.EscapeDataString(row)}");
            await Assertions.Expect(page.GetByText("One row for each")).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Show the cases" }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Cases" }).GetByRole(AriaRole.Row)).Not.ToHaveCountAsync(0);
            await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Cases" }).GetByText("Kept", new() { Exact = true })).ToHaveCountAsync(0);
        }
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task The_journey_says_each_piece_in_words_on_focus()
    {
        var (page, _) = await company.OpenAsync();
        await page.GotoAsync(await company.NamedAsync("/cases/{broken}"));
        var piece = page.GetByRole(AriaRole.Img, new() { NameRegex = PathPiece() }).First;
        await piece.FocusAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "the path that broke the promise" })).ToBeVisibleAsync();
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task A_decision_is_drawn_where_it_was_in_force()
    {
        var (page, _) = await company.OpenAsync();
        await page.GotoAsync("/cases?decision=hiring-freeze&status=failed");
        // It had a part in more promises than it is charged with, and stands in the journey where it took time.
        var charged = await page.EvaluateAsync<string>("""
            async () => (await (await fetch('/v1/promises?decision=hiring-freeze&status=failed')).json()).items.find(p => p.verdict?.root?.decision === 'hiring-freeze').case
            """);
        await page.GetByRole(AriaRole.Region, new() { Name = "Cases" }).GetByRole(AriaRole.Link, new() { Name = charged }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "Decision: No cover for holidays, finance" }).First).ToBeVisibleAsync();
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task What_is_at_risk_stands_by_due_time_and_sources_by_name()
    {
        var (page, _) = await company.OpenAsync();
        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = "Open and at risk now" })).ToContainTextAsync("due");
        await page.GotoAsync("/data");
        await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = "Sources" })).ToContainTextAsync("/demo/company");
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task What_if_keeps_each_thing_apart_in_the_address()
    {
        var (page, _) = await company.OpenAsync();
        await page.GotoAsync("/what-if?drop=link%3Afinance&drop=cause%3Aqueue%7Cor%20so");
        await Assertions.Expect(page.GetByText("Link: finance")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Cause: queue|or so")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove: Cause: queue|or so" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Cause: queue|or so")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("Link: finance")).ToBeVisibleAsync();
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Tables_that_the_API_has_no_CSV_of_are_saved_as_they_stand()
    {
        var (page, _) = await company.OpenAsync();
        await page.GotoAsync("/compare?a=segment%3Dgold&b=segment%3Dsilver");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "CSV" }).First.ClickAsync());
        var lines = (await File.ReadAllTextAsync(await download.PathAsync())).Split("\r\n");
        Assert.StartsWith("Link,A,B,", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("finance,", StringComparison.Ordinal));
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Paper_is_light_and_says_its_filters()
    {
        var (page, _) = await company.OpenAsync(dark: true);
        await page.GotoAsync("/hotspots?segment=gold");
        await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = "Hotspots" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-mantine-color-scheme", "dark");
        await page.EvaluateAsync("window.dispatchEvent(new Event('beforeprint'))");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-mantine-color-scheme", "light");
        await Assertions.Expect(page.GetByText("Segment: gold ·")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Navigation)).ToBeHiddenAsync();
        await page.EvaluateAsync("window.dispatchEvent(new Event('afterprint'))");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-mantine-color-scheme", "dark");
        await page.Context.DisposeAsync();
    }
}
