using JourneyTrace.Catalogues;

namespace JourneyTrace.Waiting;

/// <summary>
/// Splits the waiting time of a log by its cause. Source: Lashkevich, Milani, Chapela-Campa, Suvorau, Dumas: Why am I waiting? Data-driven analysis of
/// waiting times in business processes, CAiSE 2023.
/// </summary>
public static class WaitingTime
{
    /// <summary>The wait of each piece of work, at its place; those that nothing had to be done before have none. The work is put in order.</summary>
    /// <param name="work">Case by case; the numbers of activities and resources are small, from 0.</param>
    /// <param name="hours">The working hours of links by their numbers; null for around the clock.</param>
    public static Wait[] Of(Work[] work, Func<int, Calendar?> hours)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(hours);
        if (work.Length == 0)
            return [];
        Order(work);
        Enablement.Find(work, work.Max(w => w.Activity) + 1);
        var waits = new Wait[work.Length];
        var known = work.Select(w => w.Link).Distinct().ToDictionary(link => link, hours);
        Parallel.ForEach(ByResource(work), order =>
        {
            var load = new Workload(work, order);
            Parallel.ForEach(System.Collections.Concurrent.Partitioner.Create(0, order.Length), range =>
            {
                for (var i = range.Item1; i < range.Item2; i++)
                {
                    if (work[order[i]].Enabler >= 0)
                        waits[order[i]] = load.WaitOf(order[i], known[work[order[i]].Link]);
                }
            });
        });
        return waits;
    }

    /// <summary>Each case's work by its begin, then its end. What is equal stays as it is.</summary>
    static void Order(Work[] work)
    {
        for (var i = 1; i < work.Length; i++)
        {
            // It comes nearly in order.
            for (var j = i; j > 0 && work[j].Case == work[j - 1].Case && IsBefore(work[j], work[j - 1]); j--)
                (work[j], work[j - 1]) = (work[j - 1], work[j]);
        }
    }

    static bool IsBefore(in Work a, in Work b) => a.Start < b.Start || a.Start == b.Start && a.End < b.End;

    static IEnumerable<int[]> ByResource(Work[] work)
    {
        var counts = new int[work.Max(w => w.Resource) + 1];
        foreach (ref readonly var one in work.AsSpan())
            counts[one.Resource]++;
        var orders = Array.ConvertAll(counts, count => new int[count]);
        Array.Clear(counts);
        for (var i = 0; i < work.Length; i++)
            orders[work[i].Resource][counts[work[i].Resource]++] = i;
        Parallel.ForEach(orders, order => SortByBegin(work, order));
        return orders.Where(order => order.Length > 0);
    }

    static void SortByBegin(Work[] work, int[] order)
    {
        var begins = Array.ConvertAll(order, place => work[place].Start);
        Array.Sort(begins, order);
        for (var (from, to) = (0, 0); from < order.Length; from = to)
        {
            for (to = from + 1; to < order.Length && begins[to] == begins[from];)
                to++;
            if (to - from > 1)
                order.AsSpan(from, to - from).Sort((a, b) => work[a].End != work[b].End ? work[a].End.CompareTo(work[b].End) : a.CompareTo(b));
        }
    }
}
