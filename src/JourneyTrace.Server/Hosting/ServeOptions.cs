using JourneyTrace.Insight;
using JourneyTrace.Telemetry.Journeys;

namespace JourneyTrace.Server.Hosting;

/// <summary>How a server is to run.</summary>
/// <param name="Roles">What it does.</param>
/// <param name="Urls">Where it listens.</param>
/// <param name="Postgres">A connection string; null for a PostgreSQL of its own.</param>
/// <param name="Data">Where its own PostgreSQL keeps its data.</param>
public sealed record ServeOptions(Roles Roles, string Urls, string? Postgres, string Data)
{
    /// <summary>A streaming replica that reports are read from: a connection string; null for none.</summary>
    public string? Replica { get; init; }

    /// <summary>A folder, on a disk, for files that hold what reports are counted from: they have no name, and are gone with the process. Null for the process's own memory.</summary>
    public string? Scratch { get; init; }

    /// <summary>A key of whoever runs the server, which may do everything: null for none.</summary>
    public string? AdminKey { get; init; }

    /// <summary>The operator's own key for customers' keys, 32 bytes: null for none, then these lie in the database as they are.</summary>
    public byte[]? PersonalKey { get; init; }

    /// <summary>Whether webhooks are sent to others than addresses of the public internet, too, and without TLS.</summary>
    public bool WebhooksToPrivate { get; init; }

    /// <summary>Whose tokens are taken; null for nobody's.</summary>
    public Http.Access.TokenIssuerSettings? TokenIssuer { get; init; }

    /// <summary>Where the Tracer tells journeys as traces; null for nowhere.</summary>
    public JourneyExportSettings? Journeys { get; init; }

    /// <summary>Where journeys are looked at; null where nobody said.</summary>
    public JaegerPage? JaegerPage { get; init; }

    public const string DefaultUrls = "http://127.0.0.1:5080";

    /// <summary>Beside other data of this user; of root, where the server's own user can reach it.</summary>
    public static string DefaultData => Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows()
        ? "/var/lib/journeytrace"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "journeytrace");
}
