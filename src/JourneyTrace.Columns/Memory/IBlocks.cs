namespace JourneyTrace.Columns.Memory;

/// <summary>Where rows lie.</summary>
interface IBlocks
{
    /// <summary>Room for so many rows, all zero.</summary>
    Block<T> Take<T>(int rows)
        where T : unmanaged;
}

/// <summary>In the process's own memory.</summary>
sealed class OwnBlocks : IBlocks
{
    public static OwnBlocks Instance { get; } = new();

    public unsafe Block<T> Take<T>(int rows)
        where T : unmanaged => new(new T[rows], null, rows, null);
}
