using JourneyTrace.Columns.Blocks;
using JourneyTrace.Columns.Memory;

namespace JourneyTrace.Columns;

/// <summary>How many cases each customer has: who has one alone is met once, and need not be remembered when customers are counted.</summary>
/// <param name="changes">Told where a customer's only case lies, when it is the only one no more.</param>
/// <param name="blocks">Where it lies.</param>
sealed class CustomerCases(CaseBlocks changes, IBlocks blocks)
{
    // 0 for none; the place of the only case, plus 1; else less than 0: as many cases. One that is left of several counts as -1, as nobody knows which.
    readonly Table<int> _cases = new(blocks);

    /// <summary>The memory that it takes.</summary>
    public long Bytes => _cases.Bytes;

    /// <summary>How much of that lies in mapped files.</summary>
    public long MappedBytes => _cases.MappedBytes;

    /// <summary>A case came to be a customer's.</summary>
    /// <param name="customer">The number of its name, or <see cref="Names.None"/>.</param>
    /// <param name="place">Of the case.</param>
    public void Came(int customer, int place)
    {
        if (customer == Names.None)
            return;
        while (_cases.Count <= customer)
            _cases.Add(0);
        ref var cases = ref _cases[customer];
        if (cases > 0)
            changes.Changed(cases - 1);
        cases = cases switch
        {
            0 => place + 1,
            > 0 => -2,
            _ => cases - 1,
        };
    }

    /// <summary>A case that came is no longer a customer's.</summary>
    public void Went(int customer)
    {
        if (customer == Names.None)
            return;
        ref var cases = ref _cases[customer];
        cases = cases > 0 ? 0 : cases + 1;
    }

    /// <summary>Whether a customer that came is known to have one case.</summary>
    public bool IsAlone(int customer) => _cases[customer] > 0;
}
