using System.CommandLine;
using JourneyTrace.Server.Hosting;

namespace JourneyTrace.Server.Commands;

/// <summary>The options of <c>serve</c> and <c>demo</c>.</summary>
sealed class ServeSettings
{
    static readonly Dictionary<string, Roles> Words = new(StringComparer.Ordinal)
    {
        ["intake"] = Roles.Intake,
        ["tracer"] = Roles.Tracer,
        ["insight"] = Roles.Insight,
        ["all"] = Roles.All,
    };

    readonly Option<string> _roles = new("--roles") { Description = "intake, tracer, insight: some of them, separated by commas; all by default" };
    readonly Option<string> _urls = new("--urls") { Description = $"Where to listen, {ServeOptions.DefaultUrls} by default (JOURNEYTRACE_URLS)" };
    readonly Option<string> _postgres = new("--postgres") { Description = "A PostgreSQL of your own, 15 or newer: a connection string (JOURNEYTRACE_POSTGRES)" };
    readonly Option<string> _data = new("--data") { Description = $"Where the embedded PostgreSQL keeps its data (JOURNEYTRACE_DATA), {ServeOptions.DefaultData} by default" };

    public ServeSettings(Command command)
    {
        _roles.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && TryRoles(result.Tokens[0].Value) is null)
                result.AddError($"'{result.Tokens[0].Value}' names no roles; use some of: intake, tracer, insight");
        });
        command.Options.Add(_roles);
        command.Options.Add(_urls);
        command.Options.Add(_postgres);
        command.Options.Add(_data);
    }

    public ServeOptions Read(ParseResult parsed) => new(
        TryRoles(parsed.GetValue(_roles) ?? "all")!.Value,
        parsed.GetValue(_urls) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_URLS") ?? ServeOptions.DefaultUrls,
        parsed.GetValue(_postgres) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_POSTGRES"),
        parsed.GetValue(_data) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_DATA") ?? ServeOptions.DefaultData);

    static Roles? TryRoles(string text)
    {
        var roles = Roles.None;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!Words.TryGetValue(word, out var role))
                return null;
            roles |= role;
        }
        return roles;
    }
}
