using System.Runtime.CompilerServices;

namespace JourneyTrace.Testing;

/// <summary>Where this checkout is.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
