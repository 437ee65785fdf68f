using JourneyTrace.Storage;

namespace JourneyTrace.Sealing;

/// <summary>A block of the log that was sealed: some events that follow each other in its order.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Starts">Where stretches of positions begin whose events it holds.</param>
/// <param name="Ends">Where these stretches end: their last positions.</param>
/// <param name="End">The place of its last event in the order of the log.</param>
/// <param name="Count">How many events it holds.</param>
/// <param name="Root">Over its events in the order of their positions.</param>
/// <param name="Head">Of the chain, after this block.</param>
public sealed record Seal(long Number, IReadOnlyList<long> Starts, IReadOnlyList<long> Ends, LogMark End, int Count, byte[] Root, byte[] Head, DateTime SealedAt)
{
    /// <summary>Seals the events that follow a block.</summary>
    /// <param name="previous">That block; null at the beginning.</param>
    /// <param name="slice">What follows in the order of the log; at least one event.</param>
    public static Seal Of(Seal? previous, LogSlice slice, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(slice);
        var ordered = slice.Events.OrderBy(e => e.Mark.Position).ToList();
        var (starts, ends) = (new List<long>(), new List<long>());
        foreach (var position in ordered.Select(e => e.Mark.Position))
        {
            if (ends.Count > 0 && ends[^1] == position - 1)
                ends[^1] = position;
            else
                (starts, ends) = (Added(starts, position), Added(ends, position));
        }
        var root = LogChain.Root([.. ordered.Select(e => LogChain.Leaf(LogChain.Said(e)))]);
        var number = (previous?.Number ?? 0) + 1;
        return new Seal(number, starts, ends, slice.End, ordered.Count, root, LogChain.Head(previous?.Head ?? LogChain.Beginning, number, ordered.Count, root, now), now);
    }

    static List<long> Added(List<long> list, long value)
    {
        list.Add(value);
        return list;
    }
}
