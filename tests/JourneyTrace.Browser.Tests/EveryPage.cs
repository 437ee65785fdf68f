using JourneyTrace.Server.Tests;

namespace JourneyTrace.Browser.Tests;

/// <summary>Each page of the console on the demo company.</summary>
[Trait("Category", "Browser")]
public sealed class Every_page(Company company)
{
    public static TheoryData<string, string, string> Pages => new()
    {
        { "/", "Overview", "Promises kept in time" },
        { "/hotspots", "Hotspots", "Who holds the blame" },
        { "/map", "Map", "Share of the hand-offs shown" },
        { "/cases?status=broken&q=demo-0000", "Cases", "demo-0000" },
        { "/cases/{broken}", "{broken}", "Whose time" },
        { "/cases/{kept}", "{kept}", "Kept" },
        { "/decisions?row=hiring-freeze", "Decisions", "Four questions before a decision" },
        { "/complaints", "Complaints", "Where they were lost" },
        { "/procedures", "Procedures", "Ways that cases take" },
        { "/compare?a=segment%3Dgold&b=segment%3Dsilver", "Compare", "Difference (A − B)" },
        { "/what-if?drop=link%3Afinance", "What if", "Promises that would have been kept" },
        { "/data", "Data", "Where is my event?" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Shows_what_it_is_for_and_axe_finds_nothing_serious(string path, string title, string text)
    {
        foreach (var dark in new[] { false, true })
        {
            var (page, errors) = await company.OpenAsync(dark);
            await ShownAsync(company, page, path, title, text);
            Assert.Equal([], await Accessibility.ViolationsAsync(page));
            Assert.Equal([], errors);
            await page.Context.DisposeAsync();
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Fits_a_narrow_screen(string path, string title, string text)
    {
        var (page, errors) = await company.OpenAsync(width: 360, height: 740);
        await ShownAsync(company, page, path, title, text);
        Assert.Equal(0, await WiderThanTheScreenAsync(page));
        Assert.Equal([], errors);
        await page.Context.DisposeAsync();
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Uses_a_screen_of_4K(string path, string title, string text)
    {
        var (page, errors) = await company.OpenAsync(width: 3840, height: 2160);
        await ShownAsync(company, page, path, title, text);
        Assert.Equal(0, await WiderThanTheScreenAsync(page));
        // It is looked at from further away than a laptop: what is written is larger, and what is shown takes most of the width.
        var letters = await page.EvaluateAsync<double>("() => Math.min(...[...document.querySelectorAll('main p, main td, main th')].filter(e => e.checkVisibility() && e.textContent.trim()).map(e => parseFloat(getComputedStyle(e).fontSize)))");
        Assert.True(letters >= 18, $"text is {letters} px high");
        var content = await page.EvaluateAsync<double>("() => Math.max(...[...document.querySelectorAll('main .page')].map(e => e.getBoundingClientRect().width))");
        Assert.InRange(content, 2400, 3840);
        Assert.Equal([], errors);
        await page.Context.DisposeAsync();
    }

    /// <summary>The page's policy holds, and what breaks it is among what went wrong: so the other tests see that the console itself never does.</summary>
    [Fact]
    public async Task Lets_in_no_style_and_no_script_that_is_not_ours()
    {
        var (page, errors) = await company.OpenAsync();
        await ShownAsync(company, page, "/hotspots", "Hotspots", "Who holds the blame");
        // What is pointed at in a chart is drawn, and brings nothing either.
        var chart = page.Locator("canvas").First;
        await chart.HoverAsync(new() { Position = new Position { X = 200, Y = 60 } });
        await page.WaitForTimeoutAsync(300);
        Assert.Equal([], errors);
        var color = await page.EvaluateAsync<string>("""
            () => {
              document.body.insertAdjacentHTML("beforeend", "<p id='theirs' style='color: rgb(1, 2, 3)'>x</p>");
              const style = document.createElement("style");
              style.textContent = "#theirs { color: rgb(1, 2, 3) }";
              document.head.append(style);
              const script = document.createElement("script");
              script.textContent = "document.title = 'theirs'";
              document.head.append(script);
              return getComputedStyle(document.getElementById("theirs")).color + document.title;
            }
            """);
        Assert.DoesNotContain("rgb(1, 2, 3)", color, StringComparison.Ordinal);
        Assert.DoesNotContain("theirs", color, StringComparison.Ordinal);
        await Eventually.HoldsAsync("Not all of it is said to be kept out: " + string.Join('\n', errors), () => Task.FromResult(errors.Count >= 3));
        await page.Context.DisposeAsync();
    }

    static Task<int> WiderThanTheScreenAsync(IPage page) =>
        page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)");

    internal static async Task ShownAsync(Company company, IPage page, string path, string title, string text)
    {
        await page.GotoAsync(await company.NamedAsync(path));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = await company.NamedAsync(title) })).ToBeVisibleAsync();
        var shown = text == "Whose time" ? page.GetByRole(AriaRole.Img, new() { Name = text }) : page.GetByText(text);
        await Assertions.Expect(shown.First).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync(LoadState.Load);
        await page.WaitForTimeoutAsync(400);
    }
}
