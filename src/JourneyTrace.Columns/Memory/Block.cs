using System.Runtime.CompilerServices;

namespace JourneyTrace.Columns.Memory;

/// <summary>Rows beside each other that never move: an array, or a piece of a mapped file. Whoever uses rows keeps the block, and may not write a block where others read it.</summary>
/// <param name="array">Where they lie; null for a mapped file.</param>
/// <param name="rows">Where they lie in a mapped file.</param>
/// <param name="length">How many.</param>
/// <param name="owner">Keeps the file mapped as long as anybody has the block.</param>
readonly unsafe struct Block<T>(T[]? array, T* rows, int length, object? owner)
    where T : unmanaged
{
    readonly object? _owner = owner;

    public int Length { get; } = length;

    /// <summary>The memory that it takes.</summary>
    public long Bytes => (long)Length * Unsafe.SizeOf<T>();

    /// <summary>How much of that lies in a mapped file: all or nothing.</summary>
    public long MappedBytes => _owner is null ? 0 : Bytes;

    /// <exception cref="ArgumentOutOfRangeException">There is no such row; in an array, <see cref="IndexOutOfRangeException"/>.</exception>
    public ref T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (array is not null)
                return ref array[row];
            if ((uint)row >= (uint)Length)
                Outside(row);
            return ref rows[row];
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">There are no such rows.</exception>
    public Span<T> Span(int from, int count) => array is not null ? array.AsSpan(from, count) : new Span<T>(rows, Length).Slice(from, count);

    static void Outside(int row) => throw new ArgumentOutOfRangeException(nameof(row), row, "A block has no such row");
}
