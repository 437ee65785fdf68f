using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Walks;

/// <summary>The steps of the cases in which the begin of any step is known.</summary>
static class Begun
{
    public static IReadOnlyList<BegunSteps> Of(CaseColumns columns, StepKey by, Filter filter)
    {
        var selection = new Selection(columns, filter);
        var cases = new List<BegunSteps>();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            var steps = columns.Steps.Of(facts.Steps);
            if (AnyBegun(steps) && selection.Has(facts))
                cases.Add(Steps(columns.Names, facts.Name, steps, by));
        }
        cases.Sort((a, b) => string.CompareOrdinal(a.Case, b.Case));
        return cases;
    }

    static BegunSteps Steps(Names names, string name, ReadOnlySpan<StepFacts> steps, StepKey by)
    {
        var count = steps.Length;
        var begun = new BegunSteps(name, new string?[count], new string?[count], new string?[count], new long?[count], new long[count]);
        for (var i = 0; i < count; i++)
        {
            ref readonly var step = ref steps[i];
            begun.Activities[i] = names[step.Activity];
            begun.Resources[i] = names[by == StepKey.Person ? step.Person : step.Link];
            begun.Links[i] = names[step.Link];
            begun.Starts[i] = step.Started == Moments.Never ? null : step.Started;
            begun.Ends[i] = step.Time;
        }
        return begun;
    }

    static bool AnyBegun(ReadOnlySpan<StepFacts> steps)
    {
        foreach (ref readonly var step in steps)
        {
            if (step.Started != Moments.Never)
                return true;
        }
        return false;
    }
}
