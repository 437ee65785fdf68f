using System.Net.Http.Headers;
using System.Text;
using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>What reports are counted from lies in files of a folder, or in the process itself where that is wished for: the answers are the same.</summary>
public sealed class Counting_from_files(Cluster cluster)
{
    const int Cases = 6000;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_are_the_same_and_nothing_stays_in_the_folder()
    {
        var (database, folder) = (await cluster.Server.NewDatabaseAsync(), Directory.CreateTempSubdirectory("journeytrace-scratch-").FullName);
        await using var filed = await ServerProcess.StartAsync("serve", "--postgres", database, "--scratch", folder);
        await using var kept = await ServerProcess.StartAsync("serve", "--roles", "insight", "--postgres", database, "--scratch", "none");
        using var http = new HttpClient { BaseAddress = filed.Address };
        using var other = new HttpClient { BaseAddress = kept.Address };
        // Asked first with few, then with many.
        foreach (var (from, to) in ((int, int)[])[(0, 10), (10, Cases)])
        {
            using var body = new StringContent(string.Join('\n', Enumerable.Range(from, to - from).SelectMany(Story)), Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));
            Assert.True((await http.PostAsync(new Uri("v1/events", UriKind.Relative), body, Stop)).IsSuccessStatusCode);
            await new JourneyTraceClient(http).CaughtUpAsync();
            foreach (var path in (string[])["v1/hotspots", "v1/hotspots?by=cause&segment=gold", "v1/cases?q=EW-59&limit=200", "v1/cases?status=broken&limit=50", "v1/promises?limit=100", "v1/segments", "v1/variants", "v1/links"])
                Assert.Equal(await TimelessAsync(other, path), await TimelessAsync(http, path));
        }
        Assert.Contains("journeytrace_columns_cases{", await http.GetStringAsync(new Uri("metrics", UriKind.Relative), Stop), StringComparison.Ordinal);
        Assert.InRange(await MappedAsync(http), 1_000_000, 100_000_000);
        Assert.Equal(0, await MappedAsync(other));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Directory.Delete(folder);
    }

    [Fact]
    public async Task A_folder_that_takes_none_later_is_said_once_and_answers_are_the_same()
    {
        var folder = Directory.CreateTempSubdirectory("journeytrace-scratch-").FullName;
        await using var server = await ServerProcess.StartAsync("serve", "--postgres", await cluster.Server.NewDatabaseAsync(), "--scratch", folder);
        Directory.Delete(folder);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var body = new StringContent(string.Join('\n', Enumerable.Range(0, Cases).SelectMany(Story)), Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));
        Assert.True((await http.PostAsync(new Uri("v1/events", UriKind.Relative), body, Stop)).IsSuccessStatusCode);
        var client = new JourneyTraceClient(http);
        await client.CaughtUpAsync();
        Assert.Equal(Cases, (await client.GetAsync<HotspotsAnswer>("v1/hotspots", Stop)).Promises);
        Assert.Equal(0, await MappedAsync(http));
        await Eventually.HoldsAsync("It is not said", () => Task.FromResult(server.Said.Contains("takes no file", StringComparison.Ordinal)));
        Assert.Single(server.Said.Split('\n'), line => line.Contains($"The folder {folder} takes no file", StringComparison.Ordinal) && line.Contains("--scratch", StringComparison.Ordinal));
    }

    /// <summary>More of one case than lies in one block.</summary>
    [Fact]
    public async Task A_case_of_thousands_of_promises_is_traced_and_counted()
    {
        const int promises = 4200;
        await using var server = await ServerProcess.StartAsync("serve", "--postgres", await cluster.Server.NewDatabaseAsync());
        using var http = new HttpClient { BaseAddress = server.Address };
        var events = Enumerable.Range(0, promises).Select(i => Told.Json($"{i}", "promise.made", "large", Told.Monday, $$"""{"promise":"p{{i}}","by":"store","within":"PT4H"}""", "/large"));
        using var body = new StringContent(string.Join('\n', events), Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));
        Assert.True((await http.PostAsync(new Uri("v1/events", UriKind.Relative), body, Stop)).IsSuccessStatusCode);
        var client = new JourneyTraceClient(http);
        await client.CaughtUpAsync();
        var hotspots = await client.GetAsync<HotspotsAnswer>("v1/hotspots", Stop);
        Assert.Equal((promises, promises), (hotspots.Promises, hotspots.Broken));
        Assert.Equal(promises, Assert.Single(hotspots.Items).Served);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        var (code, _, error) = await ServerProcess.RunAsync("serve", "--postgres", await cluster.Server.NewDatabaseAsync(), "--scratch", "/nowhere/at/all", "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, code);
        Assert.Contains("--scratch (JOURNEYTRACE_SCRATCH)", error, StringComparison.Ordinal);
        Assert.Contains("/nowhere/at/all", error, StringComparison.Ordinal);
    }

    static IEnumerable<string> Story(int number) => new (string Type, int Hour, string Data)[]
    {
        ("case.opened", 0, $$"""{"kind":"swap","customer":{"id":"cu-{{number / 2}}","segment":"{{(number % 3 == 0 ? "gold" : "plain")}}"} }"""),
        ("promise.made", 0, """{"promise":"p","by":"store","within":"PT4H"}"""),
        ("handoff.requested", 1, $$"""{"handoff":"h","from":"store","to":"link-{{number % 7}}"}"""),
        ("obstacle.met", 2, $$"""{"obstacle":"o","at":"link-{{number % 7}}","cause":"{{(number % 2 == 0 ? "queue" : "absence")}}","handoff":"h"}"""),
        ("promise.kept", number % 4 == 0 ? 9 : 3, """{"promise":"p"}"""),
    }.Select((e, i) => Told.Json($"{number}-{i}", e.Type, $"new-{number}", Told.Monday.AddHours(e.Hour), e.Data, "/files"));

    static async Task<string> TimelessAsync(HttpClient http, string path) =>
        System.Text.RegularExpressions.Regex.Replace(await http.GetStringAsync(new Uri(path, UriKind.Relative), Stop), "\"asOf\":\"[^\"]*\"", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));

    static async Task<long> MappedAsync(HttpClient http) =>
        long.Parse((await http.GetStringAsync(new Uri("metrics", UriKind.Relative), Stop)).Split('\n').Single(line => line.StartsWith("journeytrace_columns_mapped_bytes{", StringComparison.Ordinal)).Split("} ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}
