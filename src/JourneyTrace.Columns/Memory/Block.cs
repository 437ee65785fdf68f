using System.Runtime.CompilerServices;

namespace JourneyTrace.Columns.Memory;

/// <summary>Rows beside each other that never move: an array, or a piece of a mapped file.</summary>
/// <param name="array">Where they lie; null for a mapped file.</param>
/// <param name="rows">Where they lie in a mapped file.</param>
/// <param name="length">How many.</param>
/// <param name="owner">Keeps the file mapped as long as anybody has the block.</param>
readonly unsafe struct Block<T>(T[]? array, T* rows, int length, object? owner)
    where T : unmanaged
{
    readonly object? _owner = owner;

    public int Length { get; } = length;

    /// <summary>Whether it is no part of what the garbage collector looks after.</summary>
    public bool IsMapped => _owner is not null;

    public ref T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref array is not null ? ref array[row] : ref rows[row];
    }

    public Span<T> Span(int from, int count) => array is not null ? array.AsSpan(from, count) : new Span<T>(rows + from, count);
}
