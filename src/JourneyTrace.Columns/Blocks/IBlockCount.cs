namespace JourneyTrace.Columns.Blocks;

/// <summary>What one question counted over one block of cases. It is not changed any more.</summary>
interface IBlockCount
{
    /// <summary>About how many bytes it takes.</summary>
    int Bytes { get; }

    /// <summary>Whether it is right for a question that differs in the moment alone when it is asked.</summary>
    bool IsRightFor(IReadOnlyList<long> moments) => true;
}
