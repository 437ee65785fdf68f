using System.CommandLine;
using JourneyTrace.Server.Hosting;

namespace JourneyTrace.Server.Commands;

/// <summary><c>serve</c>: the server, all roles by default.</summary>
static class ServeCommand
{
    public static Command Make()
    {
        var command = new Command("serve", "Serve: take events in, replay cases, answer questions.");
        var options = new ServeSettings(command, ServeOptions.DefaultData);
        command.SetAction((parsed, stop) => RunAsync(options.Read(parsed), stop));
        return command;
    }

    static async Task<int> RunAsync(ServeOptions options, CancellationToken stop)
    {
        await using var server = await RunningServer.StartAsync(options, stop);
        await Console.Error.WriteLineAsync(
            $"JourneyTrace ({options.Roles.ToString().ToLowerInvariant()}) listens on {string.Join(", ", server.Addresses)}, with {server.Database}. Ctrl-C stops it.");
        await server.WaitAsync(stop);
        return ExitCodes.Done;
    }
}
