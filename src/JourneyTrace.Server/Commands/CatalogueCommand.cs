using System.CommandLine;
using System.Net.Http.Headers;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>catalogue</c>: check, put, get.</summary>
static class CatalogueCommand
{
    public static Command Make() => new("catalogue", "Links, calendars and terms.") { Get(), Check(), Put() };

    static Command Get()
    {
        var command = new Command("get", "Write the catalogue to stdout, as JSON.");
        var server = new ServerOption(command, formatted: false);
        command.SetAction(async (parsed, stop) =>
        {
            var answer = await server.Client(parsed).GetAsync<CatalogueAnswer>("v1/catalogue", stop);
            await Console.Error.WriteLineAsync($"Version {answer.Version}");
            Show.Json(answer.Catalogue);
            return ExitCodes.Done;
        });
        return command;
    }

    static Command Check()
    {
        var command = new Command("check", "Say what a catalogue would change.");
        var file = FileOf(command);
        var server = new ServerOption(command, formatted: false);
        command.SetAction(async (parsed, stop) =>
        {
            var check = await SendAsync<CatalogueCheck>(server.Client(parsed), HttpMethod.Post, "v1/catalogue/check", parsed.GetValue(file)!, stop);
            foreach (var problem in check.Problems)
                await Console.Out.WriteLineAsync($"{problem.Pointer}: {problem.Detail}");
            if (!check.Valid)
                return ExitCodes.Failed;
            var touched = check.All ? "every case" : check.Links.Count == 0 ? "nothing" : "the cases of " + string.Join(", ", check.Links);
            await Console.Out.WriteLineAsync($"Right. On top of version {check.Version} it would replay {touched}.");
            return ExitCodes.Done;
        });
        return command;
    }

    static Command Put()
    {
        var command = new Command("put", "Put a new version; what it touches is replayed.");
        var file = FileOf(command);
        var server = new ServerOption(command, formatted: false);
        command.SetAction(async (parsed, stop) =>
        {
            var answer = await SendAsync<CatalogueAnswer>(server.Client(parsed), HttpMethod.Put, "v1/catalogue", parsed.GetValue(file)!, stop);
            await Console.Out.WriteLineAsync($"Version {answer.Version}");
            return ExitCodes.Done;
        });
        return command;
    }

    static Argument<string> FileOf(Command command)
    {
        var file = new Argument<string>("FILE") { Description = "YAML, or JSON (.json)" };
        command.Arguments.Add(file);
        return file;
    }

    static async Task<T> SendAsync<T>(JourneyTraceClient client, HttpMethod method, string path, string file, CancellationToken stop)
    {
        var content = new StringContent(await File.ReadAllTextAsync(file, stop));
        var json = Path.GetExtension(file).Equals(".json", StringComparison.OrdinalIgnoreCase);
        content.Headers.ContentType = new MediaTypeHeaderValue(json ? "application/json" : "application/yaml");
        return await client.SendAsync<T>(new HttpRequestMessage(method, path) { Content = content }, stop);
    }
}
