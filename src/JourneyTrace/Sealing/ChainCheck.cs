using JourneyTrace.Storage;

namespace JourneyTrace.Sealing;

/// <summary>Holds a log against its seals: every event is told once, in any order; then it says what is wrong. Remembers only blocks that are not complete.</summary>
public sealed class ChainCheck
{
    static readonly TimeSpan MostUnsealed = TimeSpan.FromMinutes(30);
    static readonly TimeSpan MostBack = TimeSpan.FromHours(1);

    readonly IReadOnlyList<Seal> _seals;
    readonly long[] _starts;
    readonly (long End, int Block)[] _stretches;
    readonly List<(long Position, byte[] Leaf)>?[] _leaves;
    readonly bool[] _done, _moved;
    readonly List<string> _wrong = [];
    readonly (DateTime First, DateTime Last)[] _recorded;
    DateTime? _unsealed;

    /// <param name="seals">All, in their order.</param>
    public ChainCheck(IReadOnlyList<Seal> seals)
    {
        ArgumentNullException.ThrowIfNull(seals);
        _seals = seals;
        var stretches = seals.SelectMany((seal, block) => seal.Starts.Zip(seal.Ends, (start, end) => (start, end, block))).OrderBy(s => s.start).ToList();
        _starts = [.. stretches.Select(s => s.start)];
        _stretches = [.. stretches.Select(s => (s.end, s.block))];
        _leaves = new List<(long, byte[])>?[seals.Count];
        (_done, _moved) = (new bool[seals.Count], new bool[seals.Count]);
        _recorded = new (DateTime, DateTime)[seals.Count];
        CheckHeads();
    }

    /// <summary>How many events are sealed.</summary>
    public long Sealed => _seals.Sum(seal => (long)seal.Count);

    public void Add(StoredEvent stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var block = BlockOf(stored.Mark.Position);
        if (block < 0)
        {
            // What was appended since is not sealed yet.
            if (_seals.Count > 0 && stored.Mark <= _seals[^1].End)
                _wrong.Add($"The event {stored.Source} {stored.Id} stands before the end of what was sealed, and was not there then");
            else if (_unsealed is null || stored.RecordedAt < _unsealed)
                _unsealed = stored.RecordedAt;
            return;
        }
        CheckPlace(block, stored);
        if (_done[block])
        {
            _wrong.Add($"{Name(block)} holds more events than were sealed: {stored.Source} {stored.Id}");
            return;
        }
        var (first, last) = _recorded[block];
        _recorded[block] = (first == default || stored.RecordedAt < first ? stored.RecordedAt : first, stored.RecordedAt > last ? stored.RecordedAt : last);
        var leaves = _leaves[block] ??= [];
        leaves.Add((stored.Mark.Position, LogChain.Leaf(LogChain.Said(stored))));
        if (leaves.Count == _seals[block].Count)
            Complete(block, leaves);
    }

    /// <summary>What is wrong; nothing where the log is what was sealed.</summary>
    public IReadOnlyList<string> End(DateTime now)
    {
        if (_unsealed is { } since && now - since > MostUnsealed)
            _wrong.Add($"Events have waited to be sealed since {Events.Rfc3339.Format(since)}; is a server with the role 'tracer' running?");
        for (var block = 1; block < _seals.Count; block++)
        {
            // Of a block that is gone, or could not be read, no time is known.
            if (_recorded[block].First != default && _recorded[block - 1].Last != default && _recorded[block].First < _recorded[block - 1].Last - MostBack)
                _wrong.Add($"{Name(block)} holds events that are said to have been recorded more than an hour before those of the block before: they were put in later, or the clock was set back");
        }
        for (var block = 0; block < _seals.Count; block++)
        {
            if (!_done[block])
                _wrong.Add($"{Name(block)} held {_seals[block].Count} events, and holds {_leaves[block]?.Count ?? 0}: some were removed");
        }
        return _wrong;
    }

    void CheckHeads()
    {
        var previous = LogChain.Beginning;
        for (var block = 0; block < _seals.Count; block++)
        {
            var seal = _seals[block];
            if (seal.Number != block + 1 || !seal.Head.AsSpan().SequenceEqual(LogChain.Head(previous, seal.Number, seal.Count, seal.Root, seal.SealedAt)))
                _wrong.Add($"The seal of block {seal.Number} is not the one that follows the block before: a seal was changed, removed or inserted");
            previous = seal.Head;
        }
    }

    /// <summary>Blocks follow each other in the order of the log, too. Said once of each.</summary>
    void CheckPlace(int block, StoredEvent stored)
    {
        var begins = block == 0 ? default : _seals[block - 1].End;
        if (_moved[block] || (stored.Mark > begins && stored.Mark <= _seals[block].End))
            return;
        _moved[block] = true;
        _wrong.Add($"{Name(block)} holds {stored.Source} {stored.Id}, which has come with another transaction since it was sealed, and stands elsewhere in the log");
    }

    void Complete(int block, List<(long Position, byte[] Leaf)> leaves)
    {
        (_done[block], _leaves[block]) = (true, null);
        var root = LogChain.Root([.. leaves.OrderBy(leaf => leaf.Position).Select(leaf => leaf.Leaf)]);
        if (!root.AsSpan().SequenceEqual(_seals[block].Root))
            _wrong.Add($"{Name(block)} is not what was sealed: an event was changed, or one removed and another inserted");
    }

    int BlockOf(long position)
    {
        var place = Array.BinarySearch(_starts, position);
        place = place >= 0 ? place : ~place - 1;
        return place >= 0 && position <= _stretches[place].End ? _stretches[place].Block : -1;
    }

    string Name(int block) => $"Block {_seals[block].Number} (positions {_seals[block].Starts.Min()} to {_seals[block].Ends.Max()})";
}
