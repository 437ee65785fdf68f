using System.Diagnostics;
using System.Globalization;
using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Benchmarks;

/// <summary>A server in a process of its own, as it runs elsewhere.</summary>
sealed class BenchServer : IAsyncDisposable
{
    readonly Process _process;

    BenchServer(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(30) };
        Client = new JourneyTraceClient(Http);
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public JourneyTraceClient Client { get; }

    /// <summary>The most memory that it ever had resident, in MB.</summary>
    public double PeakMegabytes => double.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;

    public static async Task<BenchServer> StartAsync(string database, string roles = "intake,tracer,insight")
    {
        var address = new Uri($"http://127.0.0.1:{Programs.FreePort()}/");
        var program = Path.Combine(Repository.Root, "artifacts/bin/JourneyTrace.Server/release/journeytrace-server.dll");
        var start = new ProcessStartInfo("dotnet", [program, "serve", "--roles", roles, "--urls", address.ToString(), "--postgres", database]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["Logging__LogLevel__Default"] = "Error";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new BenchServer(process, address);
        while (!await server.IsReadyAsync())
            await Task.Delay(100);
        return server;
    }

    /// <summary>Until everything stored is in the read models.</summary>
    public async Task CaughtUpAsync()
    {
        while ((await Client.GetAsync<Readiness>("health/ready", CancellationToken.None)).Lag is not { Events: 0, Cases: 0 })
            await Task.Delay(50);
    }

    public Task PostAsync(IEnumerable<string> lines) =>
        Client.PostLinesAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines))), false, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        using (Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            await _process.WaitForExitAsync();
        _process.Dispose();
    }

    async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await Http.GetAsync(new Uri("health/live", UriKind.Relative))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
