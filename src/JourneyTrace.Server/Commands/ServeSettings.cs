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
    readonly Option<string> _data = new("--data") { Description = "Where the embedded PostgreSQL keeps its data (JOURNEYTRACE_DATA)" };

    readonly string _defaultData;

    /// <param name="defaultData">Where the data is kept when nothing is said.</param>
    /// <param name="withRoles">Whether the roles may be chosen.</param>
    public ServeSettings(Command command, string defaultData, bool withRoles = true)
    {
        _defaultData = defaultData;
        _data.Description += $", {defaultData} by default";
        _urls.Validators.Add(result =>
        {
            foreach (var url in (result.Tokens.Count > 0 ? result.Tokens[0].Value : "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.AbsolutePath != "/")
                    result.AddError($"'{url}' is no address to listen on; use one such as {ServeOptions.DefaultUrls}");
            }
        });
        _roles.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && TryRoles(result.Tokens[0].Value) is null)
                result.AddError($"'{result.Tokens[0].Value}' names no roles; use some of: intake, tracer, insight");
        });
        if (withRoles)
            command.Options.Add(_roles);
        command.Options.Add(_urls);
        command.Options.Add(_postgres);
        command.Options.Add(_data);
    }

    public ServeOptions Read(ParseResult parsed) => new(
        TryRoles((parsed.GetResult(_roles) is null ? null : parsed.GetValue(_roles)) ?? "all")!.Value,
        parsed.GetValue(_urls) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_URLS") ?? ServeOptions.DefaultUrls,
        parsed.GetValue(_postgres) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_POSTGRES"),
        parsed.GetValue(_data) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_DATA") ?? _defaultData);

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
