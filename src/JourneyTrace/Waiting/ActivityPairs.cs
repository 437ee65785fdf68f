using System.Runtime.InteropServices;

namespace JourneyTrace.Waiting;

/// <summary>What is known of two activities.</summary>
[StructLayout(LayoutKind.Auto)]
struct ActivityPair
{
    /// <summary>How often the second came directly after the first.</summary>
    public int Follows;

    /// <summary>In how many cases both were done, and in how many of these they overlapped; of the smaller number first.</summary>
    public int Together, Overlaps;

    /// <summary>The last case, counted from 1, that was counted in each.</summary>
    public int TogetherIn, OverlapsIn;

    /// <summary>They are done beside each other: neither waits for the other.</summary>
    public bool Beside;
}

/// <summary>Pairs of activities: a square of them while that is small, and otherwise those that there are.</summary>
sealed class ActivityPairs(int activities)
{
    const int LargestSquare = 1024;

    readonly ActivityPair[]? _square = activities <= LargestSquare ? new ActivityPair[activities * activities] : null;
    readonly Dictionary<(int First, int Second), ActivityPair> _some = [];

    public ref ActivityPair this[int first, int second]
    {
        get
        {
            if (_square is not null)
                return ref _square[(first * activities) + second];
            return ref CollectionsMarshal.GetValueRefOrAddDefault(_some, (first, second), out _);
        }
    }

    /// <summary>Whether they are done beside each other; asking adds nothing.</summary>
    public bool AreBeside(int first, int second) =>
        _square is not null ? _square[(first * activities) + second].Beside : _some.TryGetValue((first, second), out var pair) && pair.Beside;

    public IEnumerable<(int First, int Second)> All => _square is not null
        ? Enumerable.Range(0, _square.Length).Select(place => (place / activities, place % activities))
        : [.. _some.Keys];
}
