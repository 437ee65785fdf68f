namespace JourneyTrace.Browser.Tests;

/// <summary>
/// A Chromium whose pages draw and come to an end. Now and then one starts that never draws a frame, on machines that have little to spare: nothing that is pressed
/// there is ever answered, and Playwright waits for that without end. Such a one is left for another; a page that is open for too long is closed.
/// </summary>
sealed class Chromium : IAsyncDisposable
{
    const int Tries = 3;

    // The longest test takes less than a minute.
    static readonly TimeSpan LongestTest = TimeSpan.FromMinutes(5);
    static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(30);

    static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    readonly IPlaywright _playwright;
    readonly List<IBrowser> _browsers = [];
    readonly SemaphoreSlim _starting = new(1);

    Chromium(IPlaywright playwright) => _playwright = playwright;

    /// <summary>Null where there is none.</summary>
    public static string? Program { get; } = Array.Find(Programs, File.Exists);

    public static async Task<Chromium> StartAsync()
    {
        var chromium = new Chromium(await Playwright.CreateAsync());
        await chromium.AnotherAsync();
        return chromium;
    }

    /// <summary>A page that draws, in a window of its own.</summary>
    public async Task<IPage> OpenAsync(BrowserNewContextOptions options)
    {
        for (var i = 1; ; i++)
        {
            var number = _browsers.Count;
            var context = await _browsers[number - 1].NewContextAsync(options).WaitAsync(LongestStep);
            _ = EndAsync(context, TestContext.Current.Test?.TestDisplayName);
            var page = await context.NewPageAsync().WaitAsync(LongestStep);
            if (await DrawsAsync(page))
                return page;
            Assert.True(i < Tries, $"{Tries} times a Chromium was started that draws no page");
            Console.WriteLine("    Chromium draws no page; another one is started");
            await AnotherAsync(number);
        }
    }

    static async Task<bool> DrawsAsync(IPage page)
    {
        var frame = page.EvaluateAsync<bool>("() => new Promise(seen => { requestAnimationFrame(() => seen(true)); setTimeout(() => seen(false), 10000); })");
        return await Task.WhenAny(frame, Task.Delay(LongestStep)) == frame && await frame;
    }

    /// <summary>Starts one, where nobody else did since there were so many.</summary>
    async Task AnotherAsync(int many = 0)
    {
        await _starting.WaitAsync();
        try
        {
            if (_browsers.Count > many)
                return;
            _browsers.Add(await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = Program,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            }));
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Closes a window that has been open for too long, so that whoever waits for its page fails; where even that hangs, all of the browsers.</summary>
    async Task EndAsync(IBrowserContext context, string? test)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.Close += (_, _) => closed.TrySetResult();
        if (await Task.WhenAny(closed.Task, Task.Delay(LongestTest)) == closed.Task)
            return;
        Console.WriteLine($"    {test}: its page was open for {LongestTest}; it is closed");
        await context.CloseAsync().WaitAsync(LongestStep).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (closed.Task.IsCompleted)
            return;
        Console.WriteLine($"    {test}: the browser does not close it either; it is ended");
        _playwright.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers)
            await browser.CloseAsync().WaitAsync(LongestStep).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _playwright.Dispose();
        _starting.Dispose();
    }
}
