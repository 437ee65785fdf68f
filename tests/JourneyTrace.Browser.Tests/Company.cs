using System.Net.Http.Json;
using System.Text.Json;
using JourneyTrace.Server.Tests;
using JourneyTrace.Testing;

[assembly: AssemblyFixture(typeof(JourneyTrace.Browser.Tests.Company))]

namespace JourneyTrace.Browser.Tests;

/// <summary>The demo company, served as its users are served, and a Chromium to look at it.</summary>
public sealed class Company : IAsyncLifetime
{
    static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    PostgresCluster? _cluster;
    ServerProcess? _server;
    IPlaywright? _playwright;
    IBrowser? _browser;

    public static string? Chromium { get; } = Array.Find(Browsers, File.Exists);

    public Uri Address => _server!.Address;

    public HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Chromium is null)
            return;
        _cluster = await PostgresCluster.StartAsync();
        _server = await ServerProcess.StartAsync("demo", "--postgres", await _cluster.NewDatabaseAsync());
        Http = new HttpClient { BaseAddress = _server.Address };
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        Http?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    /// <summary>A browser of its own, in English and Warsaw; what goes wrong in the page is in the list.</summary>
    public async Task<(IPage Page, List<string> Errors)> OpenAsync(bool dark = false, int width = 1440, int height = 900, string language = "en-GB")
    {
        Assert.SkipWhen(Chromium is null, "There is no Chromium here; ./test installs it where it may");
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address.ToString(), ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light, Locale = language, TimezoneId = "Europe/Warsaw",
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        context.SetDefaultTimeout(15_000);
        Assertions.SetDefaultExpectTimeout(15_000);
        var page = await context.NewPageAsync();
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

    /// <summary>Waits until everything is replayed.</summary>
    public async Task ReplayedAsync()
    {
        while (await Http.GetFromJsonAsync<JsonElement>("health/ready") is var ready && ready.GetProperty("lag") is var lag && lag.GetProperty("events").GetInt64() + lag.GetProperty("cases").GetInt64() > 0)
            await Task.Delay(50);
    }

    /// <summary>Posts events, and waits for nothing.</summary>
    public async Task PostAsync(params string[] lines)
    {
        using var content = new StringContent(string.Join('\n', lines), System.Text.Encoding.UTF8, "application/x-ndjson");
        using var answer = await Http.PostAsync("v1/events", content);
        Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == System.Net.HttpStatusCode.UnprocessableEntity, await answer.Content.ReadAsStringAsync());
    }
}
