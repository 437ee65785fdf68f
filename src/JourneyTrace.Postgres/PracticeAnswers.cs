using JourneyTrace.Practices;
using JourneyTrace.Storage;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>Questions about costs, quarrels and agreed ways.</summary>
sealed partial class PostgresAnswers
{
    public Task<IReadOnlyList<EffortCounts>> EffortAsync(Filter filter, IReadOnlyList<string> trips, CancellationToken stop) =>
        AskAsync("effort", filter, Records.Read<EffortCounts>, stop, (object)trips.ToArray());

    public Task<IReadOnlyList<CostCounts>> CostsAsync(Filter filter, IReadOnlyList<string> counted, CancellationToken stop) =>
        OfCasesAsync<CostCounts>("costs", filter, stop, (object)counted.ToArray());

    public Task<IReadOnlyList<LostCounts>> LostAsync(Filter filter, CancellationToken stop) => OfCasesAsync<LostCounts>("lost_customers", filter, stop);

    public Task<IReadOnlyList<FlowCounts>> FlowAsync(Filter filter, CancellationToken stop) => OfCasesAsync<FlowCounts>("flow", filter, stop);

    public Task<IReadOnlyList<SpanCounts>> BeforeAndAfterAsync(Filter filter, IReadOnlyList<string> links, DateTime at, CancellationToken stop) =>
        OfCasesAsync<SpanCounts>("before_and_after", filter, stop, links.ToArray(), Commands.Instant(at));

    public Task<IReadOnlyList<ConflictCounts>> ConflictsAsync(Filter filter, CancellationToken stop) => OfCasesAsync<ConflictCounts>("conflicts", filter, stop);

    public async Task<EscalationCounts> EscalationsAsync(Filter filter, CancellationToken stop) =>
        (await OfCasesAsync<EscalationCounts>("escalations", filter, stop))[0];

    public Task<IReadOnlyList<PriceCounts>> EscalationPriceAsync(Filter filter, CancellationToken stop) =>
        OfCasesAsync<PriceCounts>("escalation_price", filter, stop);

    public Task<IReadOnlyList<RelationCounts>> RelationsAsync(Filter filter, CancellationToken stop) => OfCasesAsync<RelationCounts>("relations", filter, stop);

    public Task<IReadOnlyList<MakerCounts>> MakersAsync(MakerKey by, Filter filter, CancellationToken stop) =>
        AskAsync("makers", filter, Records.Read<MakerCounts>, stop, by.ToString());

    public Task<IReadOnlyList<SegmentCounts>> SegmentsAsync(Filter filter, CancellationToken stop) => OfCasesAsync<SegmentCounts>("segments", filter, stop);

    public Task<IReadOnlyList<ComplaintRow>> ComplaintListAsync(Filter filter, CancellationToken stop) =>
        AskAsync("complaints_list", filter, Records.Read<ComplaintRow>, stop);

    public Task<IReadOnlyList<SuspectedRow>> SuspectedAsync(Filter filter, IReadOnlyList<string> links, DateTime from, CancellationToken stop) =>
        OfCasesAsync<SuspectedRow>("suspected", filter, stop, links.ToArray(), Commands.Instant(from));

    public Task<IReadOnlyList<ProcedurePath>> ProcedurePathsAsync(Filter filter, IReadOnlyList<ProcedureVersion> versions, CancellationToken stop) =>
        OfCasesAsync<ProcedurePath>(
            "procedure_paths", filter, stop, Enumerable.Range(0, versions.Count).ToArray(), Kinds(versions), Begins(versions), Ends(versions));

    public Task<IReadOnlyList<OpenRow>> OpenPromisesAsync(Filter filter, int limit, CancellationToken stop) =>
        AskAsync("open_promises", filter, Records.Read<OpenRow>, stop, limit);

    public Task<IReadOnlyList<PastRow>> PastPromisesAsync(string? kind, string promise, int limit, CancellationToken stop) => WithConnection(
        async connection => (IReadOnlyList<PastRow>)await connection.Statement("past_promises", Commands.Text(kind), promise, limit)
            .ListAsync(Records.Read<PastRow>, stop), stop);

    public Task<IReadOnlyList<KindCounts>> KindsAsync(Filter filter, CancellationToken stop) => OfCasesAsync<KindCounts>("kinds", filter, stop);

    static string[] Kinds(IReadOnlyList<ProcedureVersion> versions) => [.. versions.Select(v => v.Procedure.CaseKind)];

    static Commands.Typed Begins(IReadOnlyList<ProcedureVersion> versions) =>
        Commands.List(versions.Select(v => v.From).ToArray(), NpgsqlDbType.TimestampTz);

    static Commands.Typed Ends(IReadOnlyList<ProcedureVersion> versions) =>
        Commands.List(versions.Select(v => v.To ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)).ToArray(), NpgsqlDbType.TimestampTz);

    Task<IReadOnlyList<T>> OfCasesAsync<T>(string question, Filter filter, CancellationToken stop, params object?[] values) =>
        ScanAsync(async connection =>
        {
            var command = Filtered(connection, question, filter, values);
            command.CommandText = Sql.Of("filtered_promises") + Sql.Of("asked_cases") + Sql.Of(question);
            return (IReadOnlyList<T>)await command.ListAsync(Records.Read<T>, stop);
        }, stop);
}
