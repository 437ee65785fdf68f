using System.Runtime.CompilerServices;

namespace JourneyTrace.Columns.Packing;

/// <summary>Where facts go to as bytes, or come from: each field is said once, in one order, for both ways.</summary>
abstract class Port
{
    /// <summary>A number of <see cref="Names"/>.</summary>
    public abstract void Name(ref int name);

    public abstract void Moment(ref long moment);

    public abstract void Number(ref double number);

    public abstract void Count(ref int count);

    protected abstract void Byte(ref byte value);

    public void Flag(ref bool flag) => Byte(ref Unsafe.As<bool, byte>(ref flag));

    /// <summary>A word of a closed list.</summary>
    public void Word<T>(ref T word)
        where T : unmanaged, Enum => Byte(ref Unsafe.As<T, byte>(ref word));

    /// <summary>The rows of a case, or of one of its rows, one after the other.</summary>
    public abstract void Rows<T>(Table<T> table, ref Stretch stretch, Field<T> row)
        where T : unmanaged;

    /// <summary>Passes one row's fields.</summary>
    public delegate void Field<T>(Port port, ref T row)
        where T : unmanaged;
}
