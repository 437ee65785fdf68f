namespace JourneyTrace.Server.Commands;

/// <summary>A file that was named on the command line.</summary>
static class InputFile
{
    /// <exception cref="IOException">There is no such file, or it is a directory.</exception>
    public static FileStream Open(string name)
    {
        if (Directory.Exists(name))
            throw new IOException($"{name} is a directory; name a file");
        return File.Exists(name) ? File.OpenRead(name) : throw new IOException($"There is no file {name}");
    }
}
