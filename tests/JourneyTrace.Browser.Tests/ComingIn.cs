namespace JourneyTrace.Browser.Tests;

/// <summary>The console of a server that asks for a key.</summary>
[Trait("Category", "Browser")]
public sealed class Coming_in(Company company)
{
    const string Key = "operator-0123456789-0123456789-0123456789";

    [Theory]
    [InlineData(false, 1440)]
    [InlineData(true, 390)]
    public async Task It_asks_for_a_key_refuses_a_wrong_one_and_lets_go_again(bool dark, int width)
    {
        var (page, _) = await company.OpenAsync(dark, width);
        await using var server = await company.ClosedAsync(Key);
        await page.GotoAsync(server.Address + "hotspots");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "A key is needed" })).ToBeVisibleAsync();
        var field = page.GetByRole(AriaRole.Textbox, new() { Name = "Key" });
        await Assertions.Expect(field).ToHaveAttributeAsync("type", "password");
        await field.FillAsync("jt_000000000000_wrong");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not known here");
        await field.FillAsync(Key);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Hotspots" })).ToBeVisibleAsync();
        Assert.DoesNotContain(Key, await page.EvaluateAsync<string>("document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave (the operator)" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "A key is needed" })).ToBeVisibleAsync();
        await page.Context.DisposeAsync();
    }
}
