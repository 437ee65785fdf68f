using System.Runtime.CompilerServices;

namespace JourneyTrace.Columns.Memory;

/// <summary>
/// In files that are mapped into memory: of them the system keeps in memory what it has room for, and what is asked for. They have no name any more once they are open, and are gone with the process.
/// What is small lies in the process's own memory, and so does all of it where no file can be made.
/// </summary>
/// <param name="folder">Where the files lie.</param>
sealed class MappedBlocks(ScratchFolder folder) : IBlocks
{
    // Less than this is not worth a file of its own, and is taken from one that is shared.
    const int FileBytes = 16 << 20;

    // A block of fewer rows, with which a table begins, is not worth a file.
    const int LeastRows = 4096;

    // Rows begin where any number may.
    const int Alignment = 64;

    readonly Lock _lock = new();
    MappedFile? _file;
    bool _takesNone;
    long _used;

    public unsafe Block<T> Take<T>(int rows)
        where T : unmanaged
    {
        var bytes = (long)rows * Unsafe.SizeOf<T>();
        if (rows < LeastRows || Place(bytes) is not { } place)
            return OwnBlocks.Instance.Take<T>(rows);
        return new Block<T>(null, (T*)place.At, rows, place.File);
    }

    (nint At, MappedFile File)? Place(long bytes)
    {
        lock (_lock)
            return PlaceInFile(bytes);
    }

    (nint At, MappedFile File)? PlaceInFile(long bytes)
    {
        if (bytes > FileBytes / 4)
            return Made(bytes) is { } own ? (own.Begin, own) : null;
        if (_file is null || _used + bytes > FileBytes)
        {
            if (Made(FileBytes) is not { } file)
                return null;
            (_file, _used) = (file, 0);
        }
        var at = _file.Begin + (nint)_used;
        _used = (_used + bytes + Alignment - 1) & -Alignment;
        return (at, _file);
    }

    /// <summary>Where the folder took none, it is left alone: a disk that is full is not filled again and again.</summary>
    MappedFile? Made(long bytes)
    {
        var file = _takesNone ? null : folder.TryMake(bytes);
        _takesNone = file is null;
        return file;
    }
}
