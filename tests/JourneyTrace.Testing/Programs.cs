using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace JourneyTrace.Testing;

/// <summary>Other programs that the tests run.</summary>
public static class Programs
{
    /// <summary>Where <c>./test</c> puts what it fetches from npm under a name.</summary>
    public static string Fetched(string variable, string name) => Environment.GetEnvironmentVariable(variable) ?? Path.Combine("/var/cache/journeytrace", name);

    /// <summary>A port of 127.0.0.1 that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Runs a program to its end; null for its folder is the current one.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string program, string? folder, params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        if (folder is not null)
            start.WorkingDirectory = folder;
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
