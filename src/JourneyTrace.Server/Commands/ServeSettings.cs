using System.CommandLine;
using System.Globalization;
using JourneyTrace.Events;
using JourneyTrace.Http.Access;
using JourneyTrace.Insight;
using JourneyTrace.Server.Hosting;
using JourneyTrace.Telemetry.Journeys;

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
    readonly Option<string> _replica = new("--replica") { Description = "A streaming replica of that PostgreSQL which reports are read from: a connection string (JOURNEYTRACE_REPLICA)" };
    readonly Option<string> _data = new("--data") { Description = "Where the embedded PostgreSQL keeps its data (JOURNEYTRACE_DATA)" };

    readonly Option<string> _scratch = new("--scratch") { Description = $"A folder on a disk for what reports are counted from, /var/tmp or that of temporary files by default: files without a name, gone with the process; '{Hosting.Scratch.None}' for the process's own memory (JOURNEYTRACE_SCRATCH)" };
    readonly Option<string> _journeys = new("--journeys-otlp") { Description = "Tell settled journeys as traces to this OTLP/HTTP receiver, such as http://127.0.0.1:4318 (JOURNEYTRACE_JOURNEYS_OTLP)" };
    readonly Option<string> _grace = new("--journeys-grace") { Description = "How long a case has to be silent before it is told, such as PT1H, the default (JOURNEYTRACE_JOURNEYS_GRACE)" };
    readonly Option<int?> _rate = new("--journeys-rate") { Description = "At most so many journeys a second, 50 by default (JOURNEYTRACE_JOURNEYS_RATE)" };

    readonly Option<string> _page = new("--jaeger-page") { Description = "Where the console leads for a journey: the page of the store that journeys are told to, such as http://127.0.0.1:16686, or the path of one that asks this server, such as /jaeger (JOURNEYTRACE_JAEGER_PAGE)" };

    readonly Option<string> _issuer = new("--oidc-issuer") { Description = "Take access tokens of this OIDC issuer, such as https://login.example/realms/company (JOURNEYTRACE_OIDC_ISSUER)" };
    readonly Option<string> _audience = new("--oidc-audience") { Description = "Whom these tokens are meant for, journeytrace by default (JOURNEYTRACE_OIDC_AUDIENCE)" };
    readonly Option<string> _peopleRate = new("--oidc-requests-per-second") { Description = "How often one of these people may ask, over a while; as often as they like by default (JOURNEYTRACE_OIDC_REQUESTS_PER_SECOND)" };
    readonly Option<bool> _webhooksToPrivate = new("--webhooks-to-private") { Description = "Send webhooks also to addresses that are not of the public internet, and without TLS (JOURNEYTRACE_WEBHOOKS_TO_PRIVATE)" };

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
        command.Options.Add(_replica);
        command.Options.Add(_data);
        command.Options.Add(_scratch);
        _journeys.Validators.Add(result => Check(result, text => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https", "an address such as http://127.0.0.1:4318"));
        _grace.Validators.Add(result => Check(result, text => Iso8601Duration.TryParse(text, out _), "a length of time such as PT1H or PT0S"));
        _rate.Validators.Add(result => Check(result, text => int.TryParse(text, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 100_000, "a whole number from 1 to 100000"));
        _page.Validators.Add(result => Check(result, text => JaegerPage.TryParse(text, out _), "an address such as http://127.0.0.1:16686, or a path such as /jaeger"));
        command.Options.Add(_journeys);
        command.Options.Add(_grace);
        command.Options.Add(_rate);
        command.Options.Add(_page);
        _issuer.Validators.Add(result => Check(result, text => Issuer(text) is not null, "an address such as https://login.example/realms/company (http on this machine alone)"));
        command.Options.Add(_issuer);
        command.Options.Add(_audience);
        _peopleRate.Validators.Add(result => Check(result, text => Rate(text) is not null, "a number from 0.001 to 1000000"));
        command.Options.Add(_peopleRate);
        command.Options.Add(_webhooksToPrivate);
    }

    static void Check(System.CommandLine.Parsing.OptionResult result, Func<string, bool> fits, string needed)
    {
        if (result.Tokens.Count > 0 && !fits(result.Tokens[0].Value))
            result.AddError($"'{result.Tokens[0].Value}' is not understood; {result.Option.Name} needs {needed}");
    }

    /// <exception cref="IOException">A variable of the environment is not understood.</exception>
    JourneyExportSettings? Journeys(ParseResult parsed)
    {
        if ((parsed.GetValue(_journeys) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_JOURNEYS_OTLP")) is not { Length: > 0 } endpoint)
            return null;
        var grace = parsed.GetValue(_grace) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_JOURNEYS_GRACE") ?? "PT1H";
        var rate = parsed.GetValue(_rate)?.ToString(CultureInfo.InvariantCulture) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_JOURNEYS_RATE") ?? "50";
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || !Iso8601Duration.TryParse(grace, out var silent) || !int.TryParse(rate, CultureInfo.InvariantCulture, out var perSecond) || perSecond < 1)
            throw new IOException("JOURNEYTRACE_JOURNEYS_OTLP, _GRACE and _RATE need an address such as http://127.0.0.1:4318, a length of time such as PT1H, and a number of journeys a second");
        return new JourneyExportSettings(uri, silent, perSecond);
    }

    /// <exception cref="IOException">A variable of the environment is not understood.</exception>
    JaegerPage? Page(ParseResult parsed)
    {
        if ((parsed.GetValue(_page) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_JAEGER_PAGE")) is not { Length: > 0 } text)
            return null;
        return JaegerPage.TryParse(text, out var page) ? page : throw new IOException($"JOURNEYTRACE_JAEGER_PAGE is '{text}'; it needs an address such as http://127.0.0.1:16686, or a path such as /jaeger");
    }

    /// <exception cref="IOException">A variable of the environment is not understood.</exception>
    TokenIssuerSettings? TokenIssuer(ParseResult parsed)
    {
        if ((parsed.GetValue(_issuer) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_OIDC_ISSUER")) is not { Length: > 0 } text)
            return null;
        var issuer = Issuer(text) ?? throw new IOException($"JOURNEYTRACE_OIDC_ISSUER is '{text}'; it needs an address such as https://login.example/realms/company (http on this machine alone)");
        var limits = (parsed.GetValue(_peopleRate) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_OIDC_REQUESTS_PER_SECOND")) is { Length: > 0 } rate
            ? new KeyLimits(Rate(rate) ?? throw new IOException($"JOURNEYTRACE_OIDC_REQUESTS_PER_SECOND is '{rate}'; it needs a number from 0.001 to 1000000"), null)
            : null;
        return new TokenIssuerSettings(issuer, (parsed.GetValue(_audience) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_OIDC_AUDIENCE")) is { Length: > 0 } audience ? audience : "journeytrace", limits);
    }

    static double? Rate(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var rate) && rate is >= 0.001 and <= 1_000_000 ? rate : null;

    static Uri? Issuer(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || uri is { Scheme: "http", IsLoopback: true }) ? uri : null;

    /// <summary>From the environment alone: arguments can be read by everybody on the machine.</summary>
    /// <exception cref="IOException">It is too short.</exception>
    static string? AdminKey() => Environment.GetEnvironmentVariable("JOURNEYTRACE_ADMIN_KEY") switch
    {
        null or "" => null,
        { Length: >= 32 and <= 500 } key when key.All(c => c is > ' ' and <= '~') => key,
        _ => throw new IOException("JOURNEYTRACE_ADMIN_KEY needs 32 to 500 characters without spaces, such as 'openssl rand -hex 32' makes"),
    };

    /// <exception cref="IOException">The variable of the environment is not understood.</exception>
    static bool WebhooksToPrivate() => Environment.GetEnvironmentVariable("JOURNEYTRACE_WEBHOOKS_TO_PRIVATE") switch
    {
        null or "" or "false" or "0" => false,
        "true" or "1" => true,
        var other => throw new IOException($"JOURNEYTRACE_WEBHOOKS_TO_PRIVATE is '{other}'; it needs true or false"),
    };

    /// <summary>From the environment alone, as well.</summary>
    /// <exception cref="IOException">It is no key.</exception>
    static byte[]? PersonalKey()
    {
        if (Environment.GetEnvironmentVariable("JOURNEYTRACE_PERSONAL_KEY") is not { Length: > 0 } text)
            return null;
        var key = new byte[Personal.PersonalCipher.KeyLength];
        return Convert.TryFromBase64String(text, key, out var length) && length == key.Length
            ? key
            : throw new IOException("JOURNEYTRACE_PERSONAL_KEY needs 32 bytes in base64, such as 'openssl rand -base64 32' makes");
    }

    public ServeOptions Read(ParseResult parsed) => new(
        TryRoles((parsed.GetResult(_roles) is null ? null : parsed.GetValue(_roles)) ?? "all")!.Value,
        parsed.GetValue(_urls) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_URLS") ?? ServeOptions.DefaultUrls,
        parsed.GetValue(_postgres) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_POSTGRES"),
        parsed.GetValue(_data) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_DATA") ?? _defaultData) 
    {
        Replica = (parsed.GetValue(_replica) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_REPLICA")) is { Length: > 0 } replica ? replica : null,
        Scratch = (parsed.GetValue(_scratch) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_SCRATCH")) switch
        {
            null or "" => Hosting.Scratch.Default(),
            Hosting.Scratch.None => null,
            var folder => folder,
        },
        AdminKey = AdminKey(),
        PersonalKey = PersonalKey(),
        WebhooksToPrivate = parsed.GetValue(_webhooksToPrivate) || WebhooksToPrivate(),
        TokenIssuer = TokenIssuer(parsed),
        Journeys = Journeys(parsed),
        JaegerPage = Page(parsed),
    };

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
