using JourneyTrace.Catalogues;

namespace JourneyTrace.Waiting;

/// <summary>Why an instance waited between when it could have been begun and when it was. Ticks.</summary>
/// <param name="Batching">Until the batch that it was done in was together.</param>
/// <param name="Prioritisation">The resource was busy with what could have been begun later.</param>
/// <param name="Contention">The resource was busy with what could have been begun no later.</param>
/// <param name="Unavailability">The resource was free, outside its working hours.</param>
/// <param name="Extraneous">The rest: the resource was there, and free.</param>
public readonly record struct Wait(long Batching, long Prioritisation, long Contention, long Unavailability, long Extraneous)
{
    public long Total => Batching + Prioritisation + Contention + Unavailability + Extraneous;
}

/// <summary>
/// Splits the waiting time of a log by its cause. Source: Lashkevich, Milani, Chapela-Campa, Suvorau, Dumas: Why am I waiting? Data-driven analysis of
/// waiting times in business processes, CAiSE 2023.
/// </summary>
public static class WaitingTime
{
    /// <summary>Each instance that something had to be done before, with its wait.</summary>
    /// <param name="log">The instances, in any order.</param>
    /// <param name="catalogue">The working hours of links.</param>
    public static IEnumerable<(Instance Instance, Wait Wait)> Of(IEnumerable<Instance> log, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(catalogue);
        var cases = log.GroupBy(i => i.Case, StringComparer.Ordinal)
            .Select(g => (IReadOnlyList<Instance>)[.. g.OrderBy(i => i.Start).ThenBy(i => i.End).ThenBy(i => i.Activity, StringComparer.Ordinal)]).ToList();
        Enablement.Find(cases);
        foreach (var resource in cases.SelectMany(c => c).GroupBy(i => i.Resource, StringComparer.Ordinal))
        {
            var work = new Workload([.. resource.OrderBy(i => i.Start).ThenBy(i => i.End).ThenBy(i => i.Case, StringComparer.Ordinal)]);
            foreach (var instance in resource.Where(i => i.Enabler is not null))
                yield return (instance, work.WaitOf(instance, catalogue));
        }
    }
}
