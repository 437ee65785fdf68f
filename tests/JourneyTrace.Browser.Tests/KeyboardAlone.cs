namespace JourneyTrace.Browser.Tests;

/// <summary>Whoever has no mouse misses nothing.</summary>
[Trait("Category", "Browser")]
public sealed class Keyboard_alone(Company company)
{
    const int MostTabs = 700;

    // What can be pressed, written into or moved, and is neither taken out of the order nor one of a group that arrow keys walk through.
    const string Reachable = """
        () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [role=button], [role=slider], [role=link], [tabindex]')]
            .filter(e => !e.disabled && e.tabIndex >= 0 && !e.closest('[inert], [aria-hidden=true]') && e.checkVisibility({ visibilityProperty: true }))
            .filter(e => !(e.type === 'radio' && !e.checked) && !(e.getAttribute('role') === 'tab' && e.getAttribute('aria-selected') !== 'true'))
        """;

    [Theory, MemberData(nameof(Every_page.Pages), MemberType = typeof(Every_page))]
    public async Task Tab_meets_everything_that_can_be_used(string path, string title, string text)
    {
        var (page, errors) = await company.OpenAsync();
        await Every_page.ShownAsync(company, page, path, title, text);
        await page.EvaluateAsync($"() => {{ window.missed = new Set(({Reachable})()); window.seen = missed.size; window.unmarked = []; }}");
        for (var i = 0; i < MostTabs && await page.EvaluateAsync<int>("() => missed.size") > 0; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            await page.EvaluateAsync("() => { const e = document.activeElement; missed.delete(e); if (e !== document.body && !e.matches(':focus-visible, input[type=date]')) unmarked.push(e.outerHTML.slice(0, 120)); }");
        }
        // What has come or gone since is not missed.
        var missed = await page.EvaluateAsync<string[]>("() => [...missed].filter(e => e.isConnected && e.checkVisibility()).map(e => e.outerHTML.slice(0, 160))");
        Assert.Equal([], missed);
        Assert.Empty(await page.EvaluateAsync<string[]>("() => unmarked"));
        Assert.True(await page.EvaluateAsync<int>("() => seen") > 10);
        Assert.Equal([], errors);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task From_the_first_page_to_the_verdict_of_a_case_and_what_would_have_kept_it()
    {
        var (page, _) = await company.OpenAsync();
        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByTestId("kept-rate")).ToBeVisibleAsync();
        await GoAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Hotspots", Exact = true }));
        await GoAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "finance", Exact = true }));
        await Assertions.Expect(page.GetByText("finance had a part in")).ToBeVisibleAsync();
        await GoAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Show the cases" }));
        var charged = await company.FirstChargedAsync("finance");
        await GoAsync(page, page.GetByRole(AriaRole.Region, new() { Name = "Cases" }).GetByRole(AriaRole.Link, new() { Name = charged }).First);
        await GoAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Without finance" }));
        await Assertions.Expect(page.GetByTestId("verdict").GetByRole(AriaRole.Status)).ToContainTextAsync("have been");
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task A_filter_is_set_and_taken_away()
    {
        var (page, _) = await company.OpenAsync();
        var asked = new TaskCompletionSource();
        await page.RouteAsync("**/v1/hotspots?by=kind*", async route =>
        {
            await asked.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync("/");
        await GoAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Filters" }));
        await ReachAsync(page, page.GetByRole(AriaRole.Combobox, new() { Name = "Kind of case" }));
        await page.Keyboard.TypeAsync("payment");
        // While the kinds are still asked for, that is seen, and nothing can be chosen.
        await Assertions.Expect(page.Locator(".mantine-Input-section .mantine-Loader-root").First).ToBeVisibleAsync();
        asked.SetResult();
        await Assertions.Expect(page.GetByRole(AriaRole.Option, new() { Name = "payment", Exact = true })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("kind=payment", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await GoAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Remove: Kind of case" }).First);
        await Assertions.Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("kind=", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.Context.DisposeAsync();
    }

    static async Task GoAsync(IPage page, ILocator wanted)
    {
        await ReachAsync(page, wanted);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Presses Tab until it is there.</summary>
    static async Task ReachAsync(IPage page, ILocator wanted)
    {
        await Assertions.Expect(wanted).ToBeVisibleAsync();
        for (var i = 0; i < MostTabs; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await wanted.EvaluateAsync<bool>("e => e === document.activeElement"))
                return;
        }
        Assert.Fail($"{MostTabs} times Tab did not lead to {wanted}");
    }
}
