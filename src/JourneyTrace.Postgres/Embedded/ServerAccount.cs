using System.Diagnostics;
using System.Text;

namespace JourneyTrace.Postgres.Embedded;

/// <summary>Who runs the server: PostgreSQL refuses to run as root, so root runs it as <c>postgres</c>.</summary>
sealed class ServerAccount
{
    readonly string? _user;

    ServerAccount(string? user) => _user = user;

    /// <summary>For people.</summary>
    public string Name => _user ?? Environment.UserName;

    public static ServerAccount Find()
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
            return new ServerAccount(null);
        if (!Exists("postgres"))
            Start("useradd", ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"]).WaitForExit();
        return Exists("postgres")
            ? new ServerAccount("postgres")
            : throw new EmbeddedPostgresException("PostgreSQL does not run as root, and a user 'postgres' could not be made. Run 'useradd --system postgres'.");
    }

    /// <summary>Makes the folder where it is missing, and gives it to this account.</summary>
    public void Own(string folder)
    {
        Directory.CreateDirectory(folder);
        if (_user is null)
            return;
        Start("chown", [_user, folder]).WaitForExit();
        Start("chmod", ["700", folder]).WaitForExit();
        for (var parent = Path.GetDirectoryName(folder); parent is not null && parent != "/"; parent = Path.GetDirectoryName(parent))
            LetPass(parent);
    }

    public async Task<(int ExitCode, string Output)> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        using var process = _user is null
            ? Start(program, arguments)
            : Start("setpriv", ["--reuid", _user, "--regid", _user, "--init-groups", "--", program, .. arguments]);
        process.StandardInput.Close();
        var output = new StringBuilder();
        void Hear(object sender, DataReceivedEventArgs said)
        {
            lock (output)
                output.AppendLine(said.Data);
        }
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync(stop);
        lock (output)
            return (process.ExitCode, output.ToString());
    }

    /// <summary>Lets this account pass through a temporary folder; elsewhere, who may pass is not ours to change.</summary>
    static void LetPass(string folder)
    {
        if (OperatingSystem.IsWindows() || !folder.StartsWith(Path.GetTempPath(), StringComparison.Ordinal))
            return;
        var mode = File.GetUnixFileMode(folder);
        if (!mode.HasFlag(UnixFileMode.OtherExecute))
            File.SetUnixFileMode(folder, mode | UnixFileMode.OtherExecute);
    }

    static bool Exists(string user) => File.Exists("/etc/passwd")
        && File.ReadLines("/etc/passwd").Any(line => line.StartsWith(user + ":", StringComparison.Ordinal));

    static Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new EmbeddedPostgresException($"{program} cannot be run: {e.Message}");
        }
    }
}
