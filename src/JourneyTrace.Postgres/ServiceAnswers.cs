using JourneyTrace.Journeys.Alternatives;
using JourneyTrace.Storage;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>Questions about how the organisation serves.</summary>
sealed partial class PostgresAnswers
{
    public Task<IReadOnlyList<ComplaintCounts>> ComplaintsAsync(Filter filter, CancellationToken stop) => AskAsync("complaints_funnel", filter, row => new ComplaintCounts(
        row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6),
        row.GetInt64(7), row.IsDBNull(8) ? null : row.GetDouble(8), row.GetInt64(9)), stop);

    public Task<IReadOnlyList<LinkCounts>> LinksAsync(Filter filter, CancellationToken stop) => AskAsync("links", filter, row => new LinkCounts(
        row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6),
        row.IsDBNull(7) ? null : row.GetDouble(7), row.GetInt64(8), row.GetInt64(9), row.GetInt64(10), row.GetInt64(11), row.GetDouble(12),
        row.GetInt64(13), row.GetInt64(14)), stop);

    public Task<IReadOnlyList<TermCounts>> TermsAsync(CancellationToken stop) => WithConnection(
        async connection => (IReadOnlyList<TermCounts>)await connection.Statement("suggested_terms").ListAsync(
            row => new TermCounts(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetDouble(4), row.GetInt64(5)), stop), stop);

    public Task<IReadOnlyList<DecisionCounts>> DecisionsAsync(Filter filter, CancellationToken stop) => OfCasesAsync<DecisionCounts>("decisions", filter, stop);

    public async Task<(long Count, IReadOnlyList<UncoveredRow> Rows)> UncoveredAsync(
        Filter filter, IReadOnlyList<string> links, DateTime from, DateTime to, int limit, CancellationToken stop)
    {
        var rows = await OfCasesAsync<UncoveredCount>("uncovered", filter, stop, links.ToArray(), Commands.Instant(from), Commands.Instant(to), limit);
        return (rows.Count == 0 ? 0 : rows[0].Count, [.. rows.Select(row => new UncoveredRow(row.Case, row.Handoff, row.From, row.To, row.RequestedAt))]);
    }

    sealed record UncoveredCount(string Case, string Handoff, string From, string To, DateTime RequestedAt, long Count);

    public async Task<WhatIfCounts> WhatIfAsync(IReadOnlyList<Drop> drops, Filter filter, int limit, CancellationToken stop)
    {
        Commands.Typed Column(Func<Drop, string?> value) => Commands.List(drops.Select(value).ToArray(), NpgsqlDbType.Text);
        var rows = await AskAsync("what_if", filter, row => (
            Row: new WhatIfRow(row.GetString(0), row.GetString(1), row.GetString(2), row.GetDouble(3), row.GetDouble(4), row.GetBoolean(5)),
            Broken: row.GetInt64(6), Rescued: row.GetInt64(7), Touched: row.GetInt64(8)), stop,
            Column(d => d.Link), Column(d => d.Kind), Column(d => d.Cause), Column(d => d.Decision), Math.Max(1, limit));
        return rows.Count == 0
            ? new WhatIfCounts(0, 0, 0, [])
            : new WhatIfCounts(rows[0].Broken, rows[0].Rescued, rows[0].Touched, [.. rows.Select(row => row.Row).Where(row => row.ExcessSeconds > 0).Take(limit)]);
    }
}
