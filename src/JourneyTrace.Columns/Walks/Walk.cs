using System.Runtime.InteropServices;
using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Walks;

/// <summary>A step of a walk.</summary>
/// <param name="At">Microseconds since 1970, UTC.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct WalkedStep(int Name, long At);

/// <summary>The paths of the cases that are asked about, by what tells their steps apart; steps that do not say it are passed over.</summary>
sealed class Walk(CaseColumns columns, StepKey by, Filter filter)
{
    readonly Selection _selection = new(columns, filter);
    readonly List<WalkedStep> _steps = [];

    /// <summary>The path of the case at a place: empty where it is not asked about. Good until the next is asked for.</summary>
    public ReadOnlySpan<WalkedStep> At(int place)
    {
        _steps.Clear();
        ref readonly var facts = ref columns.Cases[place];
        if (facts.Steps.Count == 0 || !_selection.Has(facts))
            return [];
        foreach (ref readonly var step in columns.Steps.Of(facts.Steps))
        {
            var name = by switch
            {
                StepKey.Activity => step.Activity,
                StepKey.Link => step.Link,
                StepKey.Person => step.Person,
                _ => step.Lifecycle,
            };
            if (name != Names.None)
                _steps.Add(new WalkedStep(name, step.Time));
        }
        return CollectionsMarshal.AsSpan(_steps);
    }

    public static double Seconds(long from, long to) => (to - from) / 1e6;
}
