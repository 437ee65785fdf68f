using System.Runtime.InteropServices;

namespace JourneyTrace.Columns;

/// <summary>Rows of a table that lie beside each other: those of one case, or of one of its rows.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct Stretch(int From, int Count)
{
    public Stretch Moved(int by) => new(From + by, Count);
}

/// <summary>Rows in memory, one after the other.</summary>
sealed class Table<T>
    where T : struct
{
    T[] _rows = new T[64];

    public int Count { get; private set; }

    public ref T this[int row] => ref _rows[row];

    public ReadOnlySpan<T> Of(Stretch stretch) => _rows.AsSpan(stretch.From, stretch.Count);

    public void Add(in T row)
    {
        Room(1);
        _rows[Count++] = row;
    }

    public Stretch Add(ReadOnlySpan<T> rows)
    {
        Room(rows.Length);
        rows.CopyTo(_rows.AsSpan(Count));
        Count += rows.Length;
        return new Stretch(Count - rows.Length, rows.Length);
    }

    /// <summary>Adds all of another's rows; they begin where <see cref="Count"/> was.</summary>
    public void Add(Table<T> rows) => Add(rows.Of(new Stretch(0, rows.Count)));

    void Room(int more)
    {
        if (Count + more > _rows.Length)
            Array.Resize(ref _rows, Math.Max(_rows.Length * 2, Count + more));
    }
}
