using JourneyTrace.Columns.Reports;
using JourneyTrace.Journeys.Alternatives;
using JourneyTrace.Storage;

namespace JourneyTrace.Postgres;

/// <summary>Questions about how the organisation serves.</summary>
sealed partial class PostgresAnswers
{
    public Task<IReadOnlyList<ComplaintCounts>> ComplaintsAsync(Filter filter, CancellationToken stop) =>
        columns.AskAsync(c => Complaints.Funnel(c, filter), stop);

    public Task<IReadOnlyList<LinkCounts>> LinksAsync(Filter filter, CancellationToken stop) => columns.AskAsync(c => Links.Of(c, filter), stop);

    public Task<IReadOnlyList<TermCounts>> TermsAsync(Filter filter, CancellationToken stop) => columns.AskAsync(c => Terms.Of(c, filter), stop);

    public Task<IReadOnlyList<DecisionCounts>> DecisionsAsync(Filter filter, CancellationToken stop) =>
        columns.AskAsync(c => Decisions.Of(c, filter), stop);

    public Task<(long Count, IReadOnlyList<UncoveredRow> Rows)> UncoveredAsync(
        Filter filter, IReadOnlyList<string> links, DateTime from, DateTime to, int limit, CancellationToken stop) =>
        columns.AskAsync(c => Impacts.Uncovered(c, filter, links, from, to, limit), stop);

    public Task<WhatIfCounts> WhatIfAsync(IReadOnlyList<Drop> drops, Filter filter, int limit, CancellationToken stop) =>
        columns.AskAsync(c => WhatIfs.Of(c, drops, filter, limit), stop);
}
