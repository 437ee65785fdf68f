using JourneyTrace.Events;

namespace JourneyTrace.Practices;

/// <summary>One stop of a case: who was asked, for what.</summary>
public sealed record Stop(string Link, string Kind);

/// <summary>A case's stops beside the steps of a procedure.</summary>
/// <param name="Skipped">Steps that were not taken.</param>
/// <param name="Added">Stops that are no step.</param>
/// <param name="OutOfOrder">Steps that were taken at another place.</param>
public sealed record Conformance(IReadOnlyList<ProcedureStep> Skipped, IReadOnlyList<Stop> Added, IReadOnlyList<ProcedureStep> OutOfOrder)
{
    /// <summary>Whether every step was taken in its order, and nothing else.</summary>
    public bool Followed => Skipped.Count == 0 && Added.Count == 0 && OutOfOrder.Count == 0;

    /// <summary>
    /// What both have in common is the longest common sequence of steps and stops; a step that is left over on both sides was taken out of order.
    /// </summary>
    public static Conformance Of(IReadOnlyList<Stop> path, IReadOnlyList<ProcedureStep> steps)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(steps);
        var longest = Longest(path, steps);
        List<ProcedureStep> skipped = [], moved = [];
        List<Stop> added = [];
        var (p, s) = (0, 0);
        while (p < path.Count || s < steps.Count)
        {
            if (p < path.Count && s < steps.Count && Fits(path[p], steps[s]) && longest[p, s] == longest[p + 1, s + 1] + 1)
                (p, s) = (p + 1, s + 1);
            else if (s == steps.Count || (p < path.Count && longest[p + 1, s] >= longest[p, s + 1]))
                added.Add(path[p++]);
            else
                skipped.Add(steps[s++]);
        }
        foreach (var step in skipped.ToList())
        {
            if (added.FindIndex(stop => Fits(stop, step)) is var place and >= 0)
            {
                added.RemoveAt(place);
                skipped.Remove(step);
                moved.Add(step);
            }
        }
        return new Conformance(skipped, added, moved);
    }

    /// <summary>For each place in both, the length of the longest common sequence from there on.</summary>
    static int[,] Longest(IReadOnlyList<Stop> path, IReadOnlyList<ProcedureStep> steps)
    {
        var longest = new int[path.Count + 1, steps.Count + 1];
        for (var p = path.Count - 1; p >= 0; p--)
        {
            for (var s = steps.Count - 1; s >= 0; s--)
            {
                longest[p, s] = Fits(path[p], steps[s])
                    ? longest[p + 1, s + 1] + 1
                    : Math.Max(longest[p + 1, s], longest[p, s + 1]);
            }
        }
        return longest;
    }

    static bool Fits(Stop stop, ProcedureStep step) => stop.Link == step.Link && (step.Kind is null || step.Kind == stop.Kind);
}
