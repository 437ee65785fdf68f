using System.CommandLine;
using System.Net.Http.Headers;
using JourneyTrace.Client;

namespace JourneyTrace.Server.Commands;

/// <summary>The options that every command has that talks to a server.</summary>
sealed class ServerOption
{
    readonly Option<string> _server = new("--server") { Description = "Where the server is (JOURNEYTRACE_SERVER); a key for it stands in JOURNEYTRACE_KEY" };
    readonly Option<string> _format = new("--format") { Description = "table, json or csv", DefaultValueFactory = _ => "table" };

    public ServerOption(Command command, bool formatted = true)
    {
        _server.DefaultValueFactory = _ => Environment.GetEnvironmentVariable("JOURNEYTRACE_SERVER") ?? JourneyTraceClient.DefaultServer;
        _server.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out _))
                result.AddError($"--server needs an address such as {JourneyTraceClient.DefaultServer}");
        });
        _format.AcceptOnlyFromAmong("table", "json", "csv");
        command.Options.Add(_server);
        if (formatted)
            command.Options.Add(_format);
    }

    public string Format(ParseResult parsed) => parsed.GetValue(_format)!;

    /// <summary>A client of the server that was named. Long requests are long.</summary>
    public JourneyTraceClient Client(ParseResult parsed)
    {
        var server = parsed.GetValue(_server)!;
        if (!Uri.TryCreate(server.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new JourneyTraceException($"'{server}' is no address of a server, such as {JourneyTraceClient.DefaultServer}");
        var http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        // From the environment alone: arguments can be read by everybody on the machine.
        if (Environment.GetEnvironmentVariable("JOURNEYTRACE_KEY") is { Length: > 0 } key)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new JourneyTraceClient(http);
    }
}
