using System.CommandLine;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>verify</c>: the read models against a replay from zero, and the log against its checks.</summary>
static class VerifyCommand
{
    public static Command Make()
    {
        var command = new Command("verify", "Compare the read models with a replay from zero, and the log with its checks and seals.");
        var head = new Option<string>("--head") { Description = "A head of the chain that was kept elsewhere: it has to be one of the chain's" };
        command.Options.Add(head);
        var server = new ServerOption(command);
        command.SetAction(async (parsed, stop) =>
        {
            var answer = await server.Client(parsed).SendAsync<VerifyAnswer>(new HttpRequestMessage(HttpMethod.Post, "v1/verify" + (parsed.GetValue(head) is { } kept ? "?head=" + Uri.EscapeDataString(kept) : "")), stop);
            if (server.Format(parsed) == "json")
                Show.Json(answer);
            else
                await Console.Out.WriteLineAsync($"{(answer.Equal ? "equal" : "different")}: {answer.Cases:N0} cases, {answer.Promises:N0} promises, {answer.Events:N0} events, {answer.Sealed:N0} of them sealed (head {answer.Head ?? "none yet"})");
            if (answer.Equal && parsed.GetValue(head) is null && server.Format(parsed) != "json")
                await Console.Error.WriteLineAsync("  Whoever may write everything could have written all seals anew, or cut off the last: give a head that was kept elsewhere with --head (a Tracer's log says one every ten minutes)");
            foreach (var difference in answer.Differences)
                await Console.Error.WriteLineAsync("  " + difference);
            return answer.Equal ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }
}
