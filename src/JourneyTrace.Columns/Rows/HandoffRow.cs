using JourneyTrace.Journeys;
using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Rows;

/// <summary>One hand-off as it is kept for questions.</summary>
/// <param name="Taken">From its request to its end (where nobody ended it: that of the promises it served, or the moment asked about), as its provider counts time.</param>
/// <param name="Allowance">What it may take; null for no term.</param>
/// <param name="Charged">In how many broken or abandoned promises it has a share.</param>
/// <param name="Blame">The sum of these shares.</param>
/// <param name="Worked">How long it was really worked on, as its provider counts time.</param>
/// <param name="Promises">In whose service it was, by name.</param>
sealed record HandoffRow(
    long Case, Handoff Handoff, TimeSpan Taken, TimeSpan? Allowance, int Charged, double Blame, TimeSpan Worked, IReadOnlyList<string> Promises)
{
    public string Outcome => Handoff.Outcome switch
    {
        HandoffOutcome.Delivered => "delivered",
        HandoffOutcome.Incomplete => "incomplete",
        HandoffOutcome.Refused => "refused",
        HandoffOutcome.Returned => "returned",
        HandoffOutcome.Withdrawn => "withdrawn",
        _ => "open",
    };

    public static IEnumerable<HandoffRow> Of(TracedCase traced)
    {
        var journey = traced.Trace.Journey;
        var blame = new Dictionary<Node, (int Charged, double Sum)>();
        foreach (var verdict in traced.Trace.Promises.Select(p => p.Verdict).OfType<Journeys.Traces.Verdict>())
        {
            foreach (var node in verdict.Shares.GroupBy(share => share.Node))
            {
                var (charged, sum) = blame.GetValueOrDefault(node.Key);
                blame[node.Key] = (charged + 1, sum + node.Sum(share => share.Fraction));
            }
        }
        var served = PromisesOf(journey);
        foreach (var handoff in journey.Handoffs)
        {
            var (charged, sum) = blame.GetValueOrDefault(handoff);
            var promises = served.GetValueOrDefault(handoff, []);
            var end = handoff.End ?? EndOf(promises, journey);
            var taken = journey.Catalogue.Measure(handoff.Link, handoff.Start, end);
            yield return new HandoffRow(
                traced.Number, handoff, taken, journey.AllowanceOf(handoff), charged, sum, WorkTime.Of(handoff, end, journey), [.. promises.Select(p => p.Name)]);
        }
    }

    /// <summary>What nobody ended ends with the promises that it served; else it goes on.</summary>
    static DateTime EndOf(List<Promise> promises, Journey journey) =>
        promises.Count > 0 && promises.TrueForAll(p => p.End is not null) ? promises.Max(p => p.End!.Value) : journey.AsOf;

    static Dictionary<Node, List<Promise>> PromisesOf(Journey journey)
    {
        var served = new Dictionary<Node, List<Promise>>();
        foreach (var promise in journey.Promises)
        {
            foreach (var node in Tree.Of(promise).Skip(1))
            {
                if (!served.TryGetValue(node, out var promises))
                    served[node] = promises = new List<Promise>(1);
                promises.Add(promise);
            }
        }
        return served;
    }
}
