using System.Runtime.InteropServices;

namespace JourneyTrace.Columns;

/// <summary>Quantiles between the two values that lie around them (PostgreSQL's percentile_cont, and the usual median).</summary>
static class Quantile
{
    /// <summary>Null where there are no values; their order is lost.</summary>
    public static double? Of(List<double> values, double fraction)
    {
        if (values.Count == 0)
            return null;
        var all = CollectionsMarshal.AsSpan(values);
        var place = fraction * (all.Length - 1);
        var below = (int)Math.Floor(place);
        var low = Nth(all, below);
        if (place == below)
            return low;
        // All behind the place are no smaller.
        var high = double.PositiveInfinity;
        foreach (var value in all[(below + 1)..])
            high = Math.Min(high, value);
        return low + ((high - low) * (place - below));
    }

    /// <summary>Puts the n-th smallest in its place, no greater before it and no smaller behind it (Hoare's selection).</summary>
    static double Nth(Span<double> values, int n)
    {
        var (first, last) = (0, values.Length - 1);
        while (first < last)
        {
            var pivot = Middle(values[first], values[(first + last) / 2], values[last]);
            var (left, right) = (first, last);
            while (left <= right)
            {
                while (values[left] < pivot)
                    left++;
                while (values[right] > pivot)
                    right--;
                if (left > right)
                    break;
                (values[left], values[right]) = (values[right], values[left]);
                left++;
                right--;
            }
            if (n <= right)
                last = right;
            else if (n >= left)
                first = left;
            else
                break;
        }
        return values[n];
    }

    static double Middle(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
