using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Walks;

/// <summary>How many cases links of the front alone went through, by the links of their steps.</summary>
static class Fronts
{
    public static FrontCounts Of(CaseColumns columns, IReadOnlyList<string> front, Filter filter)
    {
        var walk = new Walk(columns, StepKey.Link, filter);
        var links = front.Select(columns.Names.Find).ToHashSet();
        long cases = 0, only = 0, begun = 0, left = 0;
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            var steps = walk.At(i);
            if (steps.Length == 0)
                continue;
            var (begins, stays) = (links.Contains(steps[0].Name), true);
            foreach (var step in steps)
                stays = stays && links.Contains(step.Name);
            cases++;
            only += stays ? 1 : 0;
            begun += begins ? 1 : 0;
            left += begins && !stays ? 1 : 0;
        }
        return new FrontCounts(cases, only, begun, left);
    }
}
