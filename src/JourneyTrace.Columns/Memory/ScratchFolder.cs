namespace JourneyTrace.Columns.Memory;

/// <summary>Where files of rows lie: on a disk, as files in memory would gain nothing.</summary>
/// <param name="path">The folder.</param>
/// <param name="refused">Is told why it took none, once until it takes one again; null for nobody.</param>
sealed class ScratchFolder(string path, Action<string>? refused = null)
{
    int _refuses;

    /// <summary>A file of so many bytes; null where the folder takes none, as its disk is full, it is not there, or may not be written to.</summary>
    public MappedFile? TryMake(long bytes)
    {
        try
        {
            var file = MappedFile.Make(path, bytes);
            Volatile.Write(ref _refuses, 0);
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (Interlocked.Exchange(ref _refuses, 1) == 0)
                refused?.Invoke(e.Message);
            return null;
        }
    }
}
