namespace JourneyTrace.Columns.Memory;

/// <summary>Where rows lie.</summary>
interface IBlocks
{
    /// <summary>How much of it is no part of the process's own memory.</summary>
    long MappedBytes { get; }

    /// <summary>Room for so many rows, all zero.</summary>
    Block<T> Take<T>(int rows)
        where T : unmanaged;
}

/// <summary>In the process's own memory.</summary>
sealed class OwnBlocks : IBlocks
{
    public static OwnBlocks Instance { get; } = new();

    public long MappedBytes => 0;

    public unsafe Block<T> Take<T>(int rows)
        where T : unmanaged => new(new T[rows], null, rows, null);
}
