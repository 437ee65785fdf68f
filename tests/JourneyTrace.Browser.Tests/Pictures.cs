using JourneyTrace.Testing;

namespace JourneyTrace.Browser.Tests;

/// <summary>Takes the pictures of the documentation: scripts/pictures.sh runs this, and nothing else does.</summary>
public sealed class Pictures(Company company)
{
    [Theory(Explicit = true)]
    [InlineData("overview", "/", false)]
    [InlineData("hotspots", "/hotspots?row=finance", false)]
    [InlineData("map", "/map?share=80", false)]
    [InlineData("case", "/cases/{broken}", true)]
    [InlineData("procedures", "/procedures", false)]
    [InlineData("complaints", "/complaints", true)]
    public async Task Of_the_main_pages(string name, string path, bool dark)
    {
        var (page, _) = await company.OpenAsync(dark, width: 1280, height: 800);
        await page.GotoAsync(await company.NamedAsync(path));
        await page.WaitForTimeoutAsync(2500);
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "docs/img"));
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, name + ".png") });
        await page.Context.DisposeAsync();
    }
}
