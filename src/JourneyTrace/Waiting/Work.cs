using System.Runtime.InteropServices;

namespace JourneyTrace.Waiting;

/// <summary>One activity that was begun and ended by a resource. Names are numbers; moments are ticks, UTC.</summary>
[StructLayout(LayoutKind.Auto)]
public struct Work
{
    /// <summary>The end of an enabler, where there is none.</summary>
    internal const long None = long.MinValue;

    /// <summary>Which case it is of.</summary>
    public int Case { get; init; }

    /// <summary>What was done.</summary>
    public int Activity { get; init; }

    /// <summary>Who did it.</summary>
    public int Resource { get; init; }

    /// <summary>Whose working hours hold for the resource.</summary>
    public int Link { get; init; }

    /// <summary>When it was begun.</summary>
    public long Start { get; init; }

    /// <summary>When it was ended; not before it was begun.</summary>
    public long End { get; init; }

    /// <summary>What had to be done before it: of its case, the last that ended by its begin and is not done beside it, by its place; -1 for the first.</summary>
    public int Enabler { get; internal set; }

    /// <summary>When it could have been begun.</summary>
    internal long Enabled { get; set; }

    /// <summary>The first of the batch that it was done in, by its place in the order of its resource; -1 for none.</summary>
    internal int Batch { get; set; }

    /// <summary>When the last of its batch could have been begun.</summary>
    internal long BatchEnabled { get; set; }
}

/// <summary>Why a piece of work waited between when it could have been begun and when it was. Ticks.</summary>
/// <param name="Batching">Until the batch that it was done in was together.</param>
/// <param name="Prioritisation">The resource was busy with what could have been begun later.</param>
/// <param name="Contention">The resource was busy with what could have been begun no later.</param>
/// <param name="Unavailability">The resource was free, outside its working hours.</param>
/// <param name="Extraneous">The rest: the resource was there, and free.</param>
public readonly record struct Wait(long Batching, long Prioritisation, long Contention, long Unavailability, long Extraneous);
