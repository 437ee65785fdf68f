using System.Runtime.InteropServices;

namespace JourneyTrace.Columns.Reports;

/// <summary>Customers, each once with the most that it is worth. Cases are seen one after the other.</summary>
sealed class Worth
{
    // Those that may be met again.
    Dictionary<int, double>? _values;
    long _alone, _last;
    double _value;

    public long Customers => _alone + Remembered;

    public double Value => Sums.Settled(_value + (_values?.Values.Where(value => !double.IsNaN(value)).Sum() ?? 0));

    /// <summary>How many of them are remembered one by one.</summary>
    public int Remembered => _values?.Count ?? 0;

    /// <param name="columns">Where the case is.</param>
    /// <param name="facts">Of the case.</param>
    /// <param name="place">Of the case; never smaller than the last one.</param>
    public void See(CaseColumns columns, in CaseFacts facts, int place)
    {
        if (facts.Customer == Names.None || _last == place + 1)
            return;
        _last = place + 1;
        if (columns.Customers.IsAlone(facts.Customer))
        {
            _alone++;
            _value += double.IsNaN(facts.Value) ? 0 : facts.Value;
            return;
        }
        See(facts.Customer, facts.Value);
    }

    /// <summary>Those that were seen in other cases, too.</summary>
    public void Add(Worth others)
    {
        (_alone, _value) = (_alone + others._alone, _value + others._value);
        foreach (var (customer, value) in others._values ?? [])
            See(customer, value);
    }

    void See(int customer, double worth)
    {
        ref var value = ref CollectionsMarshal.GetValueRefOrAddDefault(_values ??= [], customer, out var known);
        // What is not known (NaN) is less than any worth.
        value = !known || double.IsNaN(value) || worth > value ? worth : value;
    }
}
