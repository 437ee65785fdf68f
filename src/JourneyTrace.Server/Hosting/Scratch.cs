namespace JourneyTrace.Server.Hosting;

/// <summary>The folder for files that hold what reports are counted from.</summary>
static class Scratch
{
    /// <summary>What is said for none: the process's own memory.</summary>
    public const string None = "none";

    /// <summary>On a disk as a rule; where temporary files lie is in memory on some systems.</summary>
    static readonly string[] Usual = [.. OperatingSystem.IsWindows() ? [] : (string[])["/var/tmp"], Path.GetTempPath()];

    /// <summary>The usual folder that takes files; null where none does.</summary>
    public static string? Default() => Usual.FirstOrDefault(folder => WhyNot(folder) is null);

    /// <exception cref="IOException">The folder takes no files.</exception>
    public static string? Checked(string? folder) => folder is null || WhyNot(folder) is not { } why
        ? folder
        : throw new IOException($"--scratch (JOURNEYTRACE_SCRATCH) needs a folder that files can be written to, or '{None}': {why.Message}", why);

    static Exception? WhyNot(string folder)
    {
        try
        {
            using var file = new FileStream(
                Path.Combine(folder, $"journeytrace-{Guid.NewGuid():N}.rows"), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e;
        }
    }
}
