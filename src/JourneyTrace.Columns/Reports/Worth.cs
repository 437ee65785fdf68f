using System.Runtime.InteropServices;

namespace JourneyTrace.Columns.Reports;

/// <summary>Customers, each once with the most that it is worth.</summary>
sealed class Worth
{
    readonly Dictionary<int, double> _values = [];

    public long Customers => _values.Count;

    public double Value => _values.Values.Where(value => !double.IsNaN(value)).Sum();

    public void See(in CaseFacts facts)
    {
        if (facts.Customer == Names.None)
            return;
        ref var value = ref CollectionsMarshal.GetValueRefOrAddDefault(_values, facts.Customer, out var known);
        // What is not known (NaN) is less than any worth.
        value = !known || double.IsNaN(value) || facts.Value > value ? facts.Value : value;
    }
}
