using System.Runtime.InteropServices;

namespace JourneyTrace.Columns.Reports;

/// <summary>Customers, each once with the most that it is worth.</summary>
sealed class Worth
{
    readonly Dictionary<int, double> _values = [];

    public long Customers => _values.Count;

    public double Value => _values.Values.Sum();

    public void See(in CaseFacts facts)
    {
        if (facts.Customer == Names.None)
            return;
        ref var value = ref CollectionsMarshal.GetValueRefOrAddDefault(_values, facts.Customer, out var known);
        var own = double.IsNaN(facts.Value) ? 0 : facts.Value;
        value = known ? Math.Max(value, own) : own;
    }
}
