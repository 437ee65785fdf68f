using JourneyTrace.Practices;

namespace JourneyTrace.Insight;

/// <summary>The ways that cases took under one version of a procedure, each beside its steps; and what state that shows.</summary>
sealed class VersionWays
{
    const int Fewest = 5;
    const double Used = 0.1;
    const double OftenAdded = 0.25;
    const double OftenEnough = 0.1;
    const double HalfKept = 0.5;

    public VersionWays(ProcedureVersion version, IReadOnlyList<ProcedurePath> paths)
    {
        Version = version;
        Ways = [.. paths.Where(p => p.Path is not null).Select(p => new Way(p, version.Procedure.Steps))];
        All = paths.FirstOrDefault(p => p.Path is null);
    }

    public ProcedureVersion Version { get; }

    public IReadOnlyList<Way> Ways { get; }

    /// <summary>All cases of the version together; null where there is none.</summary>
    public ProcedurePath? All { get; }

    public long Cases => All?.Cases ?? 0;

    public long Followed => Ways.Where(w => w.Conformance.Followed).Sum(w => w.Counts.Cases);

    public (long Kept, long Promises) WhereFollowed => Kept(Ways.Where(w => w.Conformance.Followed));

    public (long Kept, long Promises) WhereNot => Kept(Ways.Where(w => !w.Conformance.Followed));

    /// <summary>shelved, unknown, wrong, incomplete or sound.</summary>
    public string State
    {
        get
        {
            if (Version.Shelved || (Cases >= Fewest && Followed < Used * Cases))
                return "shelved";
            if (Cases < Fewest)
                return "unknown";
            var (followed, not) = (WhereFollowed, WhereNot);
            if (Wilson.Difference(followed.Kept, followed.Promises, not.Kept, not.Promises)?.Interval[1] < 0 || Wilson.Of(followed.Kept, followed.Promises)?.Interval[1] < HalfKept)
                return "wrong";
            return Steps(w => w.Conformance.Added.Select(s => (s.Link, (string?)s.Kind))).Any(s => s.Cases >= OftenAdded * Cases) ? "incomplete" : "sound";
        }
    }

    /// <summary>Whether a way is proposed as a revision.</summary>
    public bool Proposes(Way way)
    {
        var followed = WhereFollowed;
        return !way.Conformance.Followed && way.Counts.Cases >= Math.Max(Fewest, OftenEnough * Cases) && way.Counts.Promises > 0
            && !way.Conformance.Skipped.Any(step => step.Kind == "approval")
            && way.Kept.Kept * Math.Max(1, followed.Promises) >= followed.Kept * way.Counts.Promises;
    }

    /// <summary>Deviations of one sort, each with the cases that have it.</summary>
    public IReadOnlyList<DeviationStep> Steps(Func<Way, IEnumerable<(string Link, string? Kind)>> of) =>
    [
        .. Ways.SelectMany(way => of(way).Distinct().Select(step => (step, way))).GroupBy(d => d.step, d => d.way)
            .Select(g => (g.Key, Cases: g.Sum(w => w.Counts.Cases), Kept: Kept(g)))
            .OrderByDescending(s => s.Cases).ThenBy(s => s.Key.Link, StringComparer.Ordinal).ThenBy(s => s.Key.Kind, StringComparer.Ordinal)
            .Select(s => new DeviationStep(s.Key.Link, s.Key.Kind, s.Cases, Wilson.Of(s.Kept.Kept, s.Kept.Promises)?.Rate, Wilson.Of(s.Kept.Kept, s.Kept.Promises)?.Interval)),
    ];

    static (long Kept, long Promises) Kept(IEnumerable<Way> ways) =>
        ways.Aggregate((Kept: 0L, Promises: 0L), (sum, way) => (sum.Kept + way.Kept.Kept, sum.Promises + way.Counts.Promises));

    /// <summary>One way.</summary>
    public sealed class Way
    {
        public Way(ProcedurePath counts, IReadOnlyList<Events.ProcedureStep> steps)
        {
            Counts = counts;
            Path = [.. counts.Path!.Select(stop => stop.Split('\x1f')).Select(parts => new Stop(parts[0], parts[1]))];
            Conformance = Conformance.Of(Path, steps);
        }

        public ProcedurePath Counts { get; }

        public Conformance Conformance { get; }

        public (long Kept, long Promises) Kept => (Counts.Promises - Counts.Failed, Counts.Promises);

        IReadOnlyList<Stop> Path { get; }

        public WayItem Item(VersionWays ways)
        {
            var kept = Wilson.Of(Kept.Kept, Kept.Promises);
            return new WayItem(
                [.. Path.Select(Word)], Counts.Cases, Conformance.Followed, [.. Conformance.Skipped.Select(Word)], [.. Conformance.Added.Select(Word)],
                [.. Conformance.OutOfOrder.Select(Word)], kept?.Rate, kept?.Interval, Counts.MedianSeconds, ways.Proposes(this));
        }

        static string Word(Stop stop) => $"{stop.Link}:{stop.Kind}";

        static string Word(Events.ProcedureStep step) => step.Kind is null ? step.Link : $"{step.Link}:{step.Kind}";
    }
}
