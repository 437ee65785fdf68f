using System.Text.Json;
using JourneyTrace.Testing;

namespace JourneyTrace.Browser.Tests;

/// <summary>What axe finds on a page, from serious on.</summary>
static class Accessibility
{
    static readonly Lazy<string> Axe = new(() => File.ReadAllText(Path.Combine(Repository.Root, "src/JourneyTrace.Web/node_modules/axe-core/axe.min.js")));

    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(Axe.Value);
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document)).violations.map(v => ({ id: v.id, impact: v.impact, nodes: v.nodes.map(n => n.html.slice(0, 160)) }))");
        return
        [
            .. found.EnumerateArray().Where(v => v.GetProperty("impact").GetString() is "serious" or "critical")
                .Select(v => $"{v.GetProperty("id")}: {string.Join(" | ", v.GetProperty("nodes").EnumerateArray().Take(4))}"),
        ];
    }
}
