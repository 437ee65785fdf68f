namespace JourneyTrace.Postgres.Embedded;

/// <summary>A folder with the programs of a PostgreSQL server: initdb, pg_ctl and postgres.</summary>
/// <param name="Folder">Where they are.</param>
/// <param name="Origin">Where they come from, for people.</param>
public sealed record ServerPrograms(string Folder, string Origin)
{
    /// <summary>Names the folder of the npm package's programs for the processes that the scripts start.</summary>
    public const string NpmFolderVariable = "JOURNEYTRACE_POSTGRES_NPM";

    /// <summary>Copies a running server. It may stand where the programs are that are only linked to from the folder; not every origin has it.</summary>
    public string BaseBackup =>
        new[] { Folder, Path.GetDirectoryName(File.ResolveLinkTarget(Initdb, returnFinalTarget: true)?.FullName) }
            .OfType<string>().Select(folder => Path.Combine(folder, "pg_basebackup")).FirstOrDefault(File.Exists) ?? "pg_basebackup";

    const int OldestVersion = 15;

    public string Initdb => Path.Combine(Folder, "initdb");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    public string Server => Path.Combine(Folder, "postgres");

    /// <summary>
    /// All that are found, the preferred first: on the PATH, where Debian keeps each version's (newest first), Homebrew's,
    /// and those of the npm package.
    /// </summary>
    public static IEnumerable<ServerPrograms> FindAll() =>
        OnPath().Concat(Debian()).Concat(Homebrew()).Concat(Npm()).Where(programs => programs.IsWhole()).DistinctBy(programs => programs.Folder, StringComparer.Ordinal);

    /// <summary>Those of the npm package, or none.</summary>
    public static IEnumerable<ServerPrograms> Npm()
    {
        var folder = Environment.GetEnvironmentVariable(NpmFolderVariable);
        return folder is { Length: > 0 } ? [new ServerPrograms(folder, "npm")] : [];
    }

    bool IsWhole() => File.Exists(Initdb) && File.Exists(PgCtl) && File.Exists(Server);

    /// <summary>The major version that a folder such as <c>…/postgresql/15</c> or <c>…/postgresql@16</c> is named by; null for none.</summary>
    static int? VersionOf(string folder) =>
        int.TryParse(Path.GetFileName(folder).Split('@')[^1].Split('.')[0], System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : null;

    static IEnumerable<ServerPrograms> OnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => new ServerPrograms(folder, "PATH"));

    static IEnumerable<ServerPrograms> Debian() => Versions("/usr/lib/postgresql", "*", "bin", "Debian");

    static IEnumerable<ServerPrograms> Homebrew() =>
        Versions("/opt/homebrew/opt", "postgresql@*", "bin", "Homebrew").Concat(Versions("/usr/local/opt", "postgresql@*", "bin", "Homebrew"));

    static IEnumerable<ServerPrograms> Versions(string root, string pattern, string bin, string origin) => Directory.Exists(root)
        ? Directory.EnumerateDirectories(root, pattern)
            .Where(folder => VersionOf(folder) is null or >= OldestVersion)
            .OrderByDescending(VersionOf)
            .Select(folder => new ServerPrograms(Path.Combine(folder, bin), origin))
        : [];
}
