using JourneyTrace.Events;

namespace JourneyTrace.Practices;

/// <summary>
/// What the organisation says of its own ways: procedures, surveys, assessments, and what was done about findings. As it stood at a
/// moment; no verdict looks at it.
/// </summary>
public sealed class Practice
{
    /// <param name="events">The organisation's events in any order.</param>
    /// <param name="asOf">The moment that is asked about, UTC.</param>
    /// <param name="asKnownAt">The moment whose knowledge is used, UTC; null for all that is known.</param>
    public Practice(IEnumerable<CaseEvent> events, DateTime asOf, DateTime? asKnownAt = null)
    {
        ArgumentNullException.ThrowIfNull(events);
        var told = events.Where(e => e.Time <= asOf && e.RecordedAt <= (asKnownAt ?? DateTime.MaxValue)).ToList();
        told.Sort(CaseEvent.Compare);
        List<(DateTime At, ProcedurePublished Published)> published = [];
        List<(DateTime At, ProcedureShelved Shelved)> shelved = [];
        foreach (var e in told)
        {
            switch (e.Fact)
            {
                case ProcedurePublished fact: published.Add((e.Time, fact)); break;
                case ProcedureShelved fact: shelved.Add((e.Time, fact)); break;
                case UnderstandingSurveyed fact: _surveys.Add((e.Time, fact)); break;
                case CorrectiveTaken fact: _correctives.Add((e.Time, fact)); break;
                case PracticeAssessed fact: _assessments.Add((e.Time, fact)); break;
            }
        }
        Procedures = [.. published.Select((p, place) => Version(p.At, p.Published, published.Skip(place + 1), shelved))];
    }

    readonly List<(DateTime At, UnderstandingSurveyed Survey)> _surveys = [];
    readonly List<(DateTime At, CorrectiveTaken Corrective)> _correctives = [];
    readonly List<(DateTime At, PracticeAssessed Assessment)> _assessments = [];

    /// <summary>Every version of every procedure, in the order of publishing.</summary>
    public IReadOnlyList<ProcedureVersion> Procedures { get; }

    public IReadOnlyList<(DateTime At, UnderstandingSurveyed Survey)> Surveys => _surveys;

    public IReadOnlyList<(DateTime At, CorrectiveTaken Corrective)> Correctives => _correctives;

    public IReadOnlyList<(DateTime At, PracticeAssessed Assessment)> Assessments => _assessments;

    static ProcedureVersion Version(
        DateTime at, ProcedurePublished procedure, IEnumerable<(DateTime At, ProcedurePublished Published)> later,
        List<(DateTime At, ProcedureShelved Shelved)> shelved)
    {
        var next = later.Where(l => l.Published.Procedure == procedure.Procedure && l.Published.CaseKind == procedure.CaseKind).Select(l => (DateTime?)l.At).FirstOrDefault();
        var end = shelved.Where(s => s.Shelved.Procedure == procedure.Procedure && s.At >= at).Select(s => (DateTime?)s.At).FirstOrDefault();
        var isShelved = end is not null && !(next < end);
        return new ProcedureVersion(procedure, at, isShelved ? end : next, isShelved);
    }
}

/// <summary>One version of a procedure, and when it held: for cases opened from <paramref name="From"/>, included, to <paramref name="To"/>, excluded.</summary>
/// <param name="To">UTC; null while it holds.</param>
/// <param name="Shelved">Whether it ended because the procedure was shelved.</param>
public sealed record ProcedureVersion(ProcedurePublished Procedure, DateTime From, DateTime? To, bool Shelved);
