using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyTrace.Client;
using JourneyTrace.Server.Tests;
using JourneyTrace.Testing;

namespace JourneyTrace.Faults.Tests;

/// <summary>A server may take less memory than its cases need: from files it answers all the same, and without them it says so and goes on.</summary>
[Trait("Category", "Fault")]
public sealed class ShortOfMemory(Servers servers, ITestOutputHelper output)
{
    const int CasesAPost = 1000;

    static readonly int Cases = Length.Of(60_000, 500_000);

    // What .NET gives out, as it takes it from a container's limit.
    static readonly int Limit = Length.Of(40, 96) << 20;

    static readonly string[] Questions =
    [
        "v1/hotspots", "v1/hotspots?by=cause&segment=gold", "v1/handoffs", "v1/cases?status=broken&limit=50", "v1/promises?limit=1000", "v1/segments", "v1/variants", "v1/links",
        "v1/map?by=link", "v1/waiting", "v1/conflicts", "v1/trend", "v1/cases?q=m-49&limit=100", "v1/compare?a=segment%3Dgold&b=segment%3Dplain",
    ];

    [Fact]
    public async Task Than_the_cases_take()
    {
        var database = await servers.Cluster.NewDatabaseAsync();
        await using var full = await ServerProcess.StartAsync("serve", "--postgres", database);
        using var http = new HttpClient { BaseAddress = full.Address, Timeout = TimeSpan.FromMinutes(5) };
        await FillAsync(http);
        var limits = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_GCHeapHardLimit"] = Limit.ToString("x", CultureInfo.InvariantCulture) };
        await using (var filed = await ServerProcess.StartAsync(limits, "serve", "--roles", "insight", "--postgres", database))
            await AnswersAsync(filed, http);
        await using (var kept = await ServerProcess.StartAsync(limits, "serve", "--roles", "insight", "--postgres", database, "--scratch", "none"))
            await SaysSoAsync(kept);
    }

    async Task AnswersAsync(ServerProcess filed, HttpClient full)
    {
        using var http = new HttpClient { BaseAddress = filed.Address, Timeout = TimeSpan.FromMinutes(5) };
        for (var round = 0; round < 2; round++)
        {
            foreach (var question in Questions)
                Assert.Equal(await TimelessAsync(full, question), await TimelessAsync(http, question));
        }
        // As it stood at another moment: all cases are traced again, and counted from files, too.
        using (var before = JsonDocument.Parse(await GetAsync(http, "v1/hotspots?asOf=2099-01-01T00:00:00Z")))
            Assert.Equal(Cases, before.RootElement.GetProperty("promises").GetInt32());
        var mapped = await MappedAsync(http);
        Say(string.Create(CultureInfo.InvariantCulture, $"{Cases} cases of {mapped >> 20} MB were answered about with {Limit >> 20} MB that .NET may give out; the process's own memory was {filed.OwnMemory >> 20} MB"));
        Assert.True(mapped > Limit * Length.Of(1, 4), $"{mapped} bytes are not much more than it may take");
    }

    static async Task SaysSoAsync(ServerProcess kept)
    {
        using var http = new HttpClient { BaseAddress = kept.Address, Timeout = TimeSpan.FromMinutes(5) };
        foreach (var question in Questions)
        {
            using var answer = await http.GetAsync(new Uri(question, UriKind.Relative));
            var said = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable && said.Contains("\"out_of_memory\"", StringComparison.Ordinal), $"{question}: {answer.StatusCode} {said}");
            Assert.NotNull(answer.Headers.RetryAfter);
        }
        Assert.Contains("needs more memory than this process may take", kept.Said, StringComparison.Ordinal);
        // What needs no columns is answered as ever.
        Assert.Contains("\"m-7\"", await GetAsync(http, "v1/cases/m-7/trace"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("health/live", UriKind.Relative))).StatusCode);
    }

    static async Task FillAsync(HttpClient http)
    {
        for (var from = 0; from < Cases; from += CasesAPost)
        {
            using var body = new StringContent(string.Join('\n', Enumerable.Range(from, CasesAPost).SelectMany(Story)), Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));
            using var answer = await http.PostAsync(new Uri("v1/events", UriKind.Relative), body);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
        await new JourneyTraceClient(http).CaughtUpAsync();
    }

    static IEnumerable<string> Story(int number) => new (string Type, int Hour, string Data)[]
    {
        ("case.opened", 0, $$"""{"kind":"{{(number % 3 == 0 ? "return" : "swap")}}","customer":{"id":"cu-{{number / 2}}","segment":"{{(number % 2 == 0 ? "gold" : "plain")}}"} }"""),
        ("promise.made", 0, """{"promise":"p","by":"store","within":"PT4H"}"""),
        ("handoff.requested", 1, $$"""{"handoff":"h","from":"store","to":"link-{{number % 40}}"}"""),
        ("obstacle.met", 2, $$"""{"obstacle":"o","at":"link-{{number % 40}}","cause":"{{(number % 2 == 0 ? "queue" : "absence")}}","handoff":"h"}"""),
        ("handoff.requested", 3, $$"""{"handoff":"i","from":"link-{{number % 40}}","to":"link-{{(number + 3) % 40}}"}"""),
        ("obstacle.met", 3, $$"""{"obstacle":"q","at":"link-{{(number + 3) % 40}}","cause":"missing-part","handoff":"i"}"""),
        ("promise.kept", number % 3 == 0 ? 9 : 4, """{"promise":"p"}"""),
    }.Select((e, i) => Told.Json($"{number}-{i}", e.Type, $"m-{number}", Told.Monday.AddHours(e.Hour).AddSeconds(number), e.Data, "/memory"));

    static async Task<string> TimelessAsync(HttpClient http, string question) =>
        Regex.Replace(await GetAsync(http, question), "\"asOf\":\"[^\"]*\"", "", RegexOptions.None, TimeSpan.FromSeconds(5));

    static async Task<string> GetAsync(HttpClient http, string question)
    {
        using var answer = await http.GetAsync(new Uri(question, UriKind.Relative));
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{question}: {answer.StatusCode} {said}");
        return said;
    }

    static async Task<long> MappedAsync(HttpClient http) => long.Parse(
        Assert.Single((await http.GetStringAsync(new Uri("metrics", UriKind.Relative))).Split('\n'), line => line.StartsWith("journeytrace_columns_mapped_bytes{", StringComparison.Ordinal)).Split("} ")[1].Split(' ')[0],
        CultureInfo.InvariantCulture);

    void Say(string text)
    {
        output.WriteLine(text);
        Console.WriteLine("    " + text);
    }
}
