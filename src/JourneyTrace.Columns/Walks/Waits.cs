using JourneyTrace.Catalogues;
using JourneyTrace.Storage;
using JourneyTrace.Waiting;

namespace JourneyTrace.Columns.Walks;

/// <summary>Why work waited, by what was done before and what after; of the steps whose begin and end are known.</summary>
sealed class Waits(CaseColumns columns, StepKey by)
{
    Work[] _work = [];
    int _count;
    readonly List<int> _activities = [], _resources = [];
    readonly Dictionary<int, int> _activityNumbers = [], _resourceNumbers = [];

    public static WaitingCounts Of(CaseColumns columns, StepKey by, Filter filter, Catalogue catalogue)
    {
        var waits = new Waits(columns, by);
        var selection = new Selection(columns, filter);
        // Counted first: of most logs few steps have a begin, and room for all of them would be taken for nothing.
        var known = 0;
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (facts.Steps.Count > 0 && selection.Has(facts))
                known += waits.Known(columns.Steps.Of(facts.Steps));
        }
        waits._work = new Work[known];
        for (var i = 0; i < columns.Cases.Count && waits._count < known; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (facts.Steps.Count > 0 && selection.Has(facts))
                waits.Add(i, columns.Steps.Of(facts.Steps));
        }
        return waits.Count(catalogue);
    }

    int Known(ReadOnlySpan<StepFacts> steps)
    {
        var known = 0;
        foreach (ref readonly var step in steps)
        {
            if (IsKnown(step))
                known++;
        }
        return known;
    }

    bool IsKnown(in StepFacts step) => step.Started <= step.Time && step.Activity != Names.None && Resource(step) != Names.None;

    int Resource(in StepFacts step) => by == StepKey.Person ? step.Person : step.Link;

    void Add(int place, ReadOnlySpan<StepFacts> steps)
    {
        foreach (ref readonly var step in steps)
        {
            if (!IsKnown(step))
                continue;
            var resource = Resource(step);
            _work[_count++] = new Work
            {
                Case = place,
                Activity = Small(step.Activity, _activityNumbers, _activities),
                Resource = Small(resource, _resourceNumbers, _resources),
                Link = step.Link == Names.None ? resource : step.Link,
                Start = Ticks(step.Started),
                End = Ticks(step.Time),
            };
        }
    }

    WaitingCounts Count(Catalogue catalogue)
    {
        var work = _work;
        var waits = WaitingTime.Of(work, link => catalogue.CalendarOf(columns.Names[link]!));
        var (all, pairs) = (new Sum(), new Groups<(int From, int FromResource, int To, int ToResource), Sum>());
        for (var i = 0; i < work.Length; i++)
        {
            if (work[i].Enabler < 0)
                continue;
            ref readonly var before = ref work[work[i].Enabler];
            pairs[(before.Activity, before.Resource, work[i].Activity, work[i].Resource)].See(waits[i], work[i].Case);
            all.See(waits[i], work[i].Case);
        }
        return new WaitingCounts(
            [
                .. pairs.All.Select(p => p.Value.Counts(Activity(p.Key.From), Resource(p.Key.FromResource), Activity(p.Key.To), Resource(p.Key.ToResource)))
                    .OrderByDescending(w => w.WaitSeconds).ThenBy(w => w.From, StringComparer.Ordinal).ThenBy(w => w.To, StringComparer.Ordinal)
                    .ThenBy(w => w.FromResource, StringComparer.Ordinal).ThenBy(w => w.ToResource, StringComparer.Ordinal),
            ],
            all.Counts(null, null, null, null), work.Length);
    }

    string Activity(int number) => columns.Names[_activities[number]]!;

    string Resource(int number) => columns.Names[_resources[number]]!;

    static int Small(int name, Dictionary<int, int> numbers, List<int> names)
    {
        if (numbers.TryGetValue(name, out var known))
            return known;
        numbers.Add(name, names.Count);
        names.Add(name);
        return names.Count - 1;
    }

    static long Ticks(long micros) => DateTime.UnixEpoch.Ticks + (micros * TimeSpan.TicksPerMicrosecond);

    sealed class Sum
    {
        long _count, _batching, _prioritisation, _contention, _unavailability, _extraneous;
        CaseCounter _cases;

        public void See(in Wait wait, int place)
        {
            _count++;
            _cases.See(place);
            (_batching, _prioritisation, _contention) = (_batching + wait.Batching, _prioritisation + wait.Prioritisation, _contention + wait.Contention);
            (_unavailability, _extraneous) = (_unavailability + wait.Unavailability, _extraneous + wait.Extraneous);
        }

        public WaitCounts Counts(string? from, string? fromResource, string? to, string? toResource) => new(
            from, fromResource, to, toResource, _count, _cases.Count, Seconds(_batching + _prioritisation + _contention + _unavailability + _extraneous),
            Seconds(_batching), Seconds(_prioritisation), Seconds(_contention), Seconds(_unavailability), Seconds(_extraneous));

        static double Seconds(long ticks) => ticks / (double)TimeSpan.TicksPerSecond;
    }
}
