using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Walks;

/// <summary>The paths, the most taken first.</summary>
static class Variants
{
    public static VariantCounts Of(CaseColumns columns, StepKey by, Filter filter, int offset, int limit)
    {
        var walk = new Walk(columns, by, filter);
        var selection = new Selection(columns, filter);
        var variants = new Dictionary<int[], Variant>(new Paths());
        var known = variants.GetAlternateLookup<ReadOnlySpan<int>>();
        var path = new List<int>();
        var cases = 0L;
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            var steps = walk.At(i);
            if (steps.Length == 0)
                continue;
            cases++;
            path.Clear();
            foreach (var step in steps)
                path.Add(step.Name);
            var names = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(path);
            if (!known.TryGetValue(names, out var variant))
                known[names] = variant = new Variant();
            variant.Taken.Add(Taken(steps));
            foreach (ref readonly var promise in columns.Promises.Of(columns.Cases[i].Promises))
            {
                if (!selection.Has(promise))
                    continue;
                variant.Promises++;
                variant.Failed += promise.Failed ? 1 : 0;
            }
        }
        return new VariantCounts(
            [
                .. variants.OrderByDescending(v => v.Value.Taken.Count).ThenBy(v => NamesOf(columns, v.Key), PathNames.Order).Skip(offset).Take(limit)
                    .Select(v => new VariantRow(
                        NamesOf(columns, v.Key), v.Value.Taken.Count, Quantile.Of(v.Value.Taken, 0.5)!.Value, v.Value.Promises, v.Value.Failed)),
            ],
            variants.Count, cases);
    }

    static string[] NamesOf(CaseColumns columns, int[] path) => Array.ConvertAll(path, number => columns.Names[number]!);

    static double Taken(ReadOnlySpan<WalkedStep> steps)
    {
        var (first, last) = (long.MaxValue, long.MinValue);
        foreach (var step in steps)
            (first, last) = (Math.Min(first, step.At), Math.Max(last, step.At));
        return Walk.Seconds(first, last);
    }

    sealed class Variant
    {
        public long Promises, Failed;

        public List<double> Taken { get; } = [];
    }
}
