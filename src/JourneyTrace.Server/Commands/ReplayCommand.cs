using System.CommandLine;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;
using Spectre.Console;

namespace JourneyTrace.Server.Commands;

/// <summary><c>replay</c>: rebuild the read models beside the old ones.</summary>
static class ReplayCommand
{
    public static Command Make()
    {
        var command = new Command("replay", "How a replay stands; with --from-zero, rebuild the read models beside the old ones and switch.");
        var fromZero = new Option<bool>("--from-zero") { Description = "Begin one" };
        command.Options.Add(fromZero);
        var server = new ServerOption(command, formatted: false);
        command.SetAction((parsed, stop) => RunAsync(server.Client(parsed), parsed.GetValue(fromZero), stop));
        return command;
    }

    static async Task<int> RunAsync(JourneyTraceClient client, bool fromZero, CancellationToken stop)
    {
        var state = fromZero
            ? await client.SendAsync<ReplayState>(new HttpRequestMessage(HttpMethod.Post, "v1/replay"), stop)
            : await client.GetAsync<ReplayState>("v1/replay", stop);
        if (!fromZero && !state.Running)
        {
            await Console.Out.WriteLineAsync("No replay is going on; --from-zero begins one.");
            return ExitCodes.Done;
        }
        if (Console.IsErrorRedirected)
            await FollowAsync(client, state, _ => { }, stop);
        else
            await WithBarAsync(client, state, stop);
        await Console.Out.WriteLineAsync("Replayed from zero; the new read models answer from now on.");
        return ExitCodes.Done;
    }

    static Task WithBarAsync(JourneyTraceClient client, ReplayState state, CancellationToken stop) => Show.Aside.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .StartAsync(async progress =>
        {
            var bar = progress.AddTask("Replaying");
            await FollowAsync(client, state, now => (bar.MaxValue, bar.Value) = (Math.Max(1, now.All), now.Done), stop);
            bar.Value = bar.MaxValue;
        });

    static async Task FollowAsync(JourneyTraceClient client, ReplayState state, Action<ReplayState> tell, CancellationToken stop)
    {
        while (state.Running)
        {
            tell(state);
            await Task.Delay(100, stop);
            state = await client.GetAsync<ReplayState>("v1/replay", stop);
        }
    }
}
