using System.Net.Http.Json;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Server.Tests;
using JourneyTrace.Testing;

[assembly: AssemblyFixture(typeof(JourneyTrace.Browser.Tests.Company))]

namespace JourneyTrace.Browser.Tests;

/// <summary>The demo company, served as its users are served, and a Chromium to look at it.</summary>
public sealed class Company : IAsyncLifetime
{
    PostgresCluster? _cluster;
    ServerProcess? _server;
    Chromium? _chromium;
    Task<string>? _brokenByAccountManager;

    public Uri Address => _server!.Address;

    public HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Program is null)
            return;
        _cluster = await PostgresCluster.StartAsync();
        _server = await ServerProcess.StartAsync("demo", "--postgres", await _cluster.NewDatabaseAsync());
        Http = new HttpClient { BaseAddress = _server.Address };
        _chromium = await Chromium.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_chromium is not null)
                await _chromium.DisposeAsync();
        }
        finally
        {
            Http?.Dispose();
            if (_server is not null)
                await _server.DisposeAsync();
            if (_cluster is not null)
                await _cluster.DisposeAsync();
        }
    }

    /// <summary>A browser of its own, in English and Warsaw; what goes wrong in the page is in the list.</summary>
    public async Task<(IPage Page, List<string> Errors)> OpenAsync(bool dark = false, int width = 1440, int height = 900, string language = "en-GB")
    {
        Assert.SkipWhen(_chromium is null, "There is no Chromium here; ./test installs it where it may");
        var page = await _chromium!.OpenAsync(new BrowserNewContextOptions
        {
            BaseURL = Address.ToString(), ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light, Locale = language, TimezoneId = "Europe/Warsaw",
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        page.Context.SetDefaultTimeout(15_000);
        Assertions.SetDefaultExpectTimeout(15_000);
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                errors.Add(message.Text);
        };
        page.PageError += (_, error) => errors.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                errors.Add("It asks another host: " + request.Url);
        };
        return (page, errors);
    }

    /// <summary>An empty server that asks for a key.</summary>
    public async Task<ServerProcess> ClosedAsync(string key)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["JOURNEYTRACE_ADMIN_KEY"] = key };
        return await ServerProcess.StartAsync(environment, "serve", "--postgres", await _cluster!.NewDatabaseAsync());
    }

    /// <summary>A path or a title with the names of cases in it, for what they are: which ones they are depends on when the company was filled.</summary>
    public async Task<string> NamedAsync(string text)
    {
        if (text.Contains("{broken}", StringComparison.Ordinal))
            text = text.Replace("{broken}", await BrokenByAccountManagerAsync(), StringComparison.Ordinal);
        if (text.Contains("{kept}", StringComparison.Ordinal))
            text = text.Replace("{kept}", (await Http.GetFromJsonAsync<JsonElement>("v1/cases?status=kept&q=demo-&limit=1")).GetProperty("items")[0].GetProperty("case").GetString(), StringComparison.Ordinal);
        return text;
    }

    /// <summary>The first case, by name, whose promise is broken because of account-manager and would have been kept without it.</summary>
    public Task<string> BrokenByAccountManagerAsync() => _brokenByAccountManager ??= FindAsync();

    async Task<string> FindAsync()
    {
        var cases = await Http.GetFromJsonAsync<JsonElement>("v1/cases?link=account-manager&status=broken&q=demo-&limit=100");
        foreach (var name in cases.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("case").GetString()!).Order(StringComparer.Ordinal))
        {
            var promises = (await Http.GetFromJsonAsync<JsonElement>($"v1/cases/{name}/trace")).GetProperty("promises").EnumerateArray().ToList();
            if (promises is not [var promise] || promise.GetProperty("verdict") is not { ValueKind: JsonValueKind.Object } verdict || verdict.GetProperty("root").GetProperty("link").GetString() != "account-manager")
                continue;
            using var answer = await Http.PostAsJsonAsync($"v1/cases/{name}/what-if", new { drop = new[] { new { link = "account-manager" } } });
            if ((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("promises")[0].GetProperty("rescued").ValueKind == JsonValueKind.True)
                return name;
        }
        Assert.Fail("No promise was broken by account-manager alone");
        return "";
    }

    /// <summary>The first case, by name, of whose broken promise a link has a share: it may have had a part in others without any.</summary>
    public async Task<string> FirstChargedAsync(string link)
    {
        var cases = await Http.GetFromJsonAsync<JsonElement>($"v1/cases?link={link}&status=failed&limit=20");
        foreach (var name in cases.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("case").GetString()!))
        {
            var trace = await Http.GetFromJsonAsync<JsonElement>($"v1/cases/{name}/trace");
            if (trace.GetProperty("promises").EnumerateArray().Any(promise => HasShare(promise, link)))
                return name;
        }
        Assert.Fail($"{link} has a share of none of the first cases");
        return "";
    }

    static bool HasShare(JsonElement promise, string link) => promise.GetProperty("verdict") is { ValueKind: JsonValueKind.Object } verdict
        && verdict.GetProperty("shares").EnumerateArray().Any(share => share.GetProperty("link").GetString() == link && share.GetProperty("share").GetDouble() > 0);

    /// <summary>Waits until everything is replayed.</summary>
    public Task ReplayedAsync() => new JourneyTraceClient(Http).CaughtUpAsync();

    /// <summary>Posts events, and waits for nothing.</summary>
    public async Task PostAsync(params string[] lines)
    {
        using var content = new StringContent(string.Join('\n', lines), System.Text.Encoding.UTF8, "application/x-ndjson");
        using var answer = await Http.PostAsync("v1/events", content);
        Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == System.Net.HttpStatusCode.UnprocessableEntity, await answer.Content.ReadAsStringAsync());
    }
}
