using JourneyTrace.Columns.Reports;
using JourneyTrace.Practices;
using JourneyTrace.Storage;

namespace JourneyTrace.Postgres;

/// <summary>Questions about costs, quarrels and agreed ways.</summary>
sealed partial class PostgresAnswers
{
    public Task<IReadOnlyList<EffortCounts>> EffortAsync(Filter filter, IReadOnlyList<string> trips, CancellationToken stop) =>
        columns.AskAsync(c => Efforts.Of(c, filter, trips), stop);

    public Task<IReadOnlyList<CostCounts>> CostsAsync(Filter filter, IReadOnlyList<string> counted, CancellationToken stop) =>
        columns.AskAsync(c => Costs.Of(c, filter, counted), stop);

    public Task<IReadOnlyList<LostCounts>> LostAsync(Filter filter, CancellationToken stop) => columns.AskAsync(c => Costs.Lost(c, filter), stop);

    public Task<IReadOnlyList<FlowCounts>> FlowAsync(Filter filter, CancellationToken stop) => columns.AskAsync(c => Flows.Of(c, filter), stop);

    public Task<IReadOnlyList<SpanCounts>> BeforeAndAfterAsync(Filter filter, IReadOnlyList<string> links, DateTime at, CancellationToken stop) =>
        columns.AskAsync(c => Impacts.BeforeAndAfter(c, filter, links, at), stop);

    public Task<IReadOnlyList<ConflictCounts>> ConflictsAsync(Filter filter, CancellationToken stop) =>
        columns.AskAsync(c => Conflicts.Of(c, filter), stop);

    public Task<EscalationCounts> EscalationsAsync(Filter filter, CancellationToken stop) => columns.AskAsync(c => Escalations.Of(c, filter), stop);

    public Task<IReadOnlyList<PriceCounts>> EscalationPriceAsync(Filter filter, CancellationToken stop) =>
        columns.AskAsync(c => Costs.OfEscalations(c, filter), stop);

    public Task<IReadOnlyList<RelationCounts>> RelationsAsync(Filter filter, CancellationToken stop) =>
        columns.AskAsync(c => Relations.Of(c, filter), stop);

    public Task<IReadOnlyList<MakerCounts>> MakersAsync(MakerKey by, Filter filter, CancellationToken stop) =>
        columns.AskAsync(c => Makers.Of(c, by, filter), stop);

    public Task<IReadOnlyList<SegmentCounts>> SegmentsAsync(Filter filter, CancellationToken stop) =>
        columns.AskAsync(c => Segments.Of(c, filter), stop);

    public Task<IReadOnlyList<ComplaintRow>> ComplaintListAsync(Filter filter, CancellationToken stop) =>
        columns.AskAsync(c => Complaints.List(c, filter), stop);

    public Task<IReadOnlyList<SuspectedRow>> SuspectedAsync(Filter filter, IReadOnlyList<string> links, DateTime from, CancellationToken stop) =>
        columns.AskAsync(c => Impacts.Suspected(c, filter, links, from), stop);

    public Task<IReadOnlyList<ProcedurePath>> ProcedurePathsAsync(Filter filter, IReadOnlyList<ProcedureVersion> versions, CancellationToken stop) =>
        columns.AskAsync(c => Procedures.Of(c, filter, versions), stop);

    public Task<IReadOnlyList<OpenRow>> OpenPromisesAsync(Filter filter, int limit, CancellationToken stop) =>
        columns.AskAsync(c => Outcomes.Open(c, filter, limit), stop);

    public Task<IReadOnlyList<PastRow>> PastPromisesAsync(string? kind, string promise, int limit, CancellationToken stop) =>
        columns.AskAsync(c => Outcomes.Past(c, kind, promise, limit), stop);

    public Task<IReadOnlyList<KindCounts>> KindsAsync(Filter filter, CancellationToken stop) => columns.AskAsync(c => Segments.Kinds(c, filter), stop);
}
