using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace JourneyTrace.Server.Tests;

/// <summary>The program itself, started as its users start it.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    readonly Process _process;
    readonly StringBuilder _said = new();

    ServerProcess(Process process) => _process = process;

    public Uri Address { get; private set; } = null!;

    /// <summary>The most memory that it had, in bytes.</summary>
    public long PeakMemory => Resident("VmHWM");

    /// <summary>The memory that it has, in bytes.</summary>
    public long Memory => Resident("VmRSS");

    /// <summary>The same without files that are mapped into it, which the system keeps in memory as far as it has room.</summary>
    public long OwnMemory => Resident("RssAnon");

    long Resident(string name) => File.ReadLines($"/proc/{_process.Id}/status")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) * 1024)
        .First();

    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "journeytrace-server.dll");

    /// <summary>Starts it and waits until it says where it listens.</summary>
    public static Task<ServerProcess> StartAsync(params string[] arguments) => StartAsync(new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    /// <summary>The same, with variables of the environment.</summary>
    public static Task<ServerProcess> StartAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) => StartAsync(Program, environment, arguments);

    /// <summary>The same of another build of it.</summary>
    public static async Task<ServerProcess> StartAsync(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var server = new ServerProcess(Start(program, [.. arguments, "--urls", "http://127.0.0.1:0"], environment));
        var listening = new TaskCompletionSource<Uri>();
        void Hear(object sender, DataReceivedEventArgs line)
        {
            lock (server._said)
                server._said.AppendLine(line.Data);
            if (line.Data is not null && Listens().Match(line.Data) is { Success: true } match)
                listening.TrySetResult(new Uri(match.Groups["address"].Value));
        }
        server._process.ErrorDataReceived += Hear;
        server._process.OutputDataReceived += Hear;
        server._process.BeginErrorReadLine();
        server._process.BeginOutputReadLine();
        var exited = server._process.WaitForExitAsync();
        var first = await Task.WhenAny(listening.Task, exited, Task.Delay(TimeSpan.FromSeconds(90)));
        Assert.True(first == listening.Task, "The server did not start: " + server.Said);
        server.Address = await listening.Task;
        return server;
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<(int ExitCode, string Out, string Error)> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    /// <summary>The same, with variables of the environment.</summary>
    public static async Task<(int ExitCode, string Out, string Error)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(Program, arguments, environment);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>As Ctrl-C does.</summary>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited)
            Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!.WaitForExit();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    /// <summary>As a machine that loses power does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    static Process Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Remove("JOURNEYTRACE_SERVER");
        start.Environment.Remove("JOURNEYTRACE_POSTGRES");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    [GeneratedRegex("listens on (?<address>http://[^, ]+[0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listens();
}
