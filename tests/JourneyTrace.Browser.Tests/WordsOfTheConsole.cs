using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace JourneyTrace.Browser.Tests;

/// <summary>The console says the same in every language, and says it in words.</summary>
[Trait("Category", "Browser")]
public sealed partial class Words_of_the_console(Company company)
{
    public static TheoryData<string, string, string> Languages => new()
    {
        { "pl-PL", "Przegląd", "Przyczyna" },
        { "ru-RU", "Обзор", "Причина" },
        { "zh-CN", "概览", "原因" },
    };

    [Fact]
    public async Task Another_language_is_chosen_in_the_head_of_the_page()
    {
        var (page, _) = await company.OpenAsync(language: "pl-PL");
        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Przegląd" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Język: Polski" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "中文" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "概览" })).ToBeVisibleAsync();
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task A_verdict_says_what_the_servers_explanation_says()
    {
        var (page, _) = await company.OpenAsync();
        var compared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, promise, explanation) in await VerdictsAsync())
        {
            await page.GotoAsync($"/cases/{name}?of={Uri.EscapeDataString(promise)}");
            await Assertions.Expect(page.GetByTestId("explanation")).ToHaveTextAsync(explanation.Replace(" %", "%", StringComparison.Ordinal));
            compared.Add(Names().Replace(explanation, "…"));
        }
        Assert.True(compared.Count >= 6, $"only {compared.Count} different sentences were compared");
        await page.Context.DisposeAsync();
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task Causes_and_verdicts_are_words_of_the_language(string language, string overview, string cause)
    {
        var (page, errors) = await company.OpenAsync(language: language);
        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = overview })).ToBeVisibleAsync();
        await page.GotoAsync("/hotspots?by=cause");
        var table = page.GetByRole(AriaRole.Table);
        await Assertions.Expect(table).ToContainTextAsync(cause);
        Assert.DoesNotMatch(RawCause(), await table.InnerTextAsync());
        foreach (var (name, promise, _) in await VerdictsAsync())
        {
            await page.GotoAsync($"/cases/{name}?of={Uri.EscapeDataString(promise)}");
            await Assertions.Expect(page.GetByTestId("explanation")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByTestId("verdict")).Not.ToContainTextAsync(RawCause());
            Assert.DoesNotContain('{', await page.GetByTestId("verdict").InnerTextAsync());
        }
        Assert.Equal([], errors);
        await page.Context.DisposeAsync();
    }

    /// <summary>Verdicts of the company, one for each way of saying it that is found among the first cases.</summary>
    async Task<IReadOnlyList<(string Case, string Promise, string Explanation)>> VerdictsAsync()
    {
        var found = new Dictionary<string, (string, string, string)>(StringComparer.Ordinal);
        foreach (var status in new[] { "broken", "abandoned" })
        {
            var cases = await company.Http.GetFromJsonAsync<JsonElement>($"v1/cases?status={status}&q=demo-&limit=150");
            foreach (var item in cases.GetProperty("items").EnumerateArray())
            {
                var name = item.GetProperty("case").GetString()!;
                var trace = await company.Http.GetFromJsonAsync<JsonElement>($"v1/cases/{Uri.EscapeDataString(name)}/trace");
                foreach (var promise in trace.GetProperty("promises").EnumerateArray().Where(p => p.TryGetProperty("verdict", out _) && p.GetProperty("keptAt").ValueKind != JsonValueKind.Null | status == "abandoned"))
                {
                    var explanation = promise.GetProperty("verdict").GetProperty("explanation").GetString()!;
                    found.TryAdd(Names().Replace(explanation, "…"), (name, promise.GetProperty("promise").GetString()!, explanation));
                }
            }
        }
        return [.. found.Values.Take(14)];
    }

    // What differs from case to case and not from sentence to sentence.
    [GeneratedRegex("“[^”]*”|[0-9][0-9.,]*|[a-z]+-[a-z-]+|by [a-z]+|to [a-z]+,|minutes?|hours?|days?", RegexOptions.None, 1000)]
    private static partial Regex Names();

    [GeneratedRegex(@"\b(?:missing-information|no-authority|not-my-job|shift-ended|slow-work|no-answer|over-promise|system-down|no-tools|queue|absence|rework|bureaucracy|untrained|defect)\b", RegexOptions.None, 1000)]
    private static partial Regex RawCause();
}
