using System.CommandLine;
using System.Diagnostics;
using JourneyTrace.Client;
using JourneyTrace.Server.Demo;
using JourneyTrace.Server.Hosting;

namespace JourneyTrace.Server.Commands;

/// <summary><c>demo</c>: serve, filled with a made-up company.</summary>
static class DemoCommand
{
    public static Command Make()
    {
        var command = new Command("demo", "Serve, filled with a made-up company whose last day is today.");
        var options = new ServeSettings(command, ServeOptions.DefaultData + "-demo", withRoles: false);
        command.SetAction((parsed, stop) => RunAsync(options.Read(parsed), stop));
        return command;
    }

    static async Task<int> RunAsync(ServeOptions options, CancellationToken stop)
    {
        await using var server = await RunningServer.StartAsync(options with { Roles = Roles.All }, stop);
        var address = server.Addresses[0];
        using var http = new HttpClient { BaseAddress = new Uri(address + "/"), Timeout = Timeout.InfiniteTimeSpan };
        var company = new DemoFilling(new JourneyTraceClient(http));
        var begun = Stopwatch.StartNew();
        if (!await company.IsThereAsync(stop))
        {
            if (await company.IsSomebodysAsync(stop))
                throw new IOException($"The {Kept(options)} holds other events: the made-up company needs a place of its own, so name an empty one with --data, or use 'serve'");
            await Console.Error.WriteLineAsync("Filling in a made-up company …");
            var posted = await company.FillAsync(TimeProvider.System.GetUtcNow().UtcDateTime, stop);
            await Console.Error.WriteLineAsync($"{posted.Accepted:N0} events in {begun.Elapsed.TotalSeconds:N1} s.");
        }
        await Console.Error.WriteLineAsync(
            $"""

            JourneyTrace listens on {address}, with {server.Database}{(options.Postgres is null ? ", data in " + options.Data : "")}.

              What broke promises:        curl -s '{address}/v1/hotspots?by=link&limit=3'
              The same as a table:        ./journeytrace hotspots{ServerArgument(address)}
              One case, from promise to   ./journeytrace case phone-shop-1{ServerArgument(address)}
              the link that broke it:     curl -s {address}/v1/cases/phone-shop-1/trace
              In a browser:               {address}/ and {address}/docs

            Ctrl-C stops it; started again it finds its data.
            """);
        await server.WaitAsync(stop);
        return ExitCodes.Done;
    }

    static string Kept(ServeOptions options) => options.Postgres is null ? "folder " + options.Data : "database";

    static string ServerArgument(string address) => address == JourneyTraceClient.DefaultServer ? "" : " --server " + address;
}
