using JourneyTrace.Columns.Blocks;

namespace JourneyTrace.Columns.Reports;

/// <summary>What broke the promises of one block of cases, by one key.</summary>
/// <param name="Keys">The sums of each key that had a part in any, by the number of its name.</param>
/// <param name="Before">Where the trend's first period may begin with the same counts.</param>
/// <param name="From">The same of where it ends and the second begins.</param>
/// <param name="To">The same of where the second ends.</param>
/// <param name="Promises">All that were asked about; those after it are parts of them.</param>
sealed record HotspotBlock(
    KeyValuePair<int, HotspotSums>[] Keys, Between Before, Between From, Between To, long Promises, long Broken, long Abandoned, long Open, long Undetermined) : IBlockCount
{
    public int Bytes => 128 + Keys.Sum(key => 256 + (40 * key.Value.Worth.Remembered));

    public bool IsRightFor(IReadOnlyList<long> moments) => Before.Holds(moments[0]) && From.Holds(moments[1]) && To.Holds(moments[2]);
}
