using System.IO.MemoryMappedFiles;

namespace JourneyTrace.Columns.Memory;

/// <summary>A file without a name, of zeros at first, all of it mapped into memory until nobody has it any more. Its room on the disk is taken when it is made: a disk that is full later does not matter to it.</summary>
sealed class MappedFile
{
    static readonly byte[] Zeros = new byte[1 << 20];

    // Kept: the mapping ends when they are collected.
    readonly MemoryMappedViewAccessor _view;

    MappedFile(MemoryMappedViewAccessor view) => _view = view;

    /// <summary>Where its first byte lies. Nobody may use it who does not keep the file itself.</summary>
    public nint Begin => _view.SafeMemoryMappedViewHandle.DangerousGetHandle() + (nint)_view.PointerOffset;

    /// <summary>One of so many bytes.</summary>
    /// <exception cref="IOException">The folder is not there, or its disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written to.</exception>
    public static MappedFile Make(string folder, long bytes)
    {
        var path = Path.Combine(folder, $"journeytrace-{Guid.NewGuid():N}.rows");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, PreallocationSize = bytes };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        File.Delete(path);
        // Not every file system takes the room at once when it is told to: what was written has its room.
        for (var left = bytes; left > 0; left -= Zeros.Length)
            file.Write(Zeros.AsSpan(0, (int)Math.Min(left, Zeros.Length)));
        using var mapped = MemoryMappedFile.CreateFromFile(file, null, bytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        return new MappedFile(mapped.CreateViewAccessor(0, bytes));
    }
}
