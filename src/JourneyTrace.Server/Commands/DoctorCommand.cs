using System.CommandLine;
using System.Runtime.InteropServices;
using JourneyTrace.Client;
using JourneyTrace.Postgres.Embedded;
using JourneyTrace.Server.Hosting;

namespace JourneyTrace.Server.Commands;

/// <summary><c>doctor</c>: what is installed, reachable and healthy here.</summary>
static class DoctorCommand
{
    public static Command Make()
    {
        var command = new Command("doctor", "What is installed, reachable and healthy here.");
        var server = new ServerOption(command, formatted: false);
        command.SetAction(async (parsed, stop) =>
        {
            Say(true, ".NET", RuntimeInformation.FrameworkDescription + " on " + RuntimeInformation.OSDescription);
            var programs = ServerPrograms.FindAll().ToList();
            Say(programs.Count > 0, "PostgreSQL programs", programs.Count == 0
                ? "none found; 'apt-get install postgresql', or start with ./journeytrace, which fetches them"
                : string.Join(", ", programs.Select(p => $"{p.Folder} ({p.Origin})")));
            Say(true, "Data folder where none is named", ServeOptions.DefaultData + (Directory.Exists(ServeOptions.DefaultData) ? "" : " (not there yet)"));
            var healthy = await ServerAsync(server.Client(parsed), stop);
            return programs.Count > 0 && healthy ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    static async Task<bool> ServerAsync(JourneyTraceClient client, CancellationToken stop)
    {
        try
        {
            var ready = await client.GetAsync<Readiness>("health/ready", stop);
            Say(ready.Status == "ready", "Server", $"{ready.Status}; roles {string.Join(", ", ready.Roles)}; {ready.Lag?.Events ?? 0} events behind");
            return ready.Status == "ready";
        }
        catch (JourneyTraceException e)
        {
            Say(false, "Server", e.Message);
            return false;
        }
    }

    static void Say(bool well, string what, string how) => Console.Out.WriteLine($"{(well ? "ok  " : "MEND")}  {what}: {how}");
}
