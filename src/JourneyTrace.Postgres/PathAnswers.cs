using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>Questions about paths.</summary>
sealed partial class PostgresAnswers
{
    public Task<IReadOnlyList<FollowCounts>> FollowsAsync(StepKey by, Filter filter, CancellationToken stop) => WalkAsync("follows", by, filter, row => new FollowCounts(
        row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetDouble(4), row.GetDouble(5), row.GetDouble(6), row.GetDouble(7),
        row.GetDouble(8), row.GetDouble(9), row.IsDBNull(10) ? null : row.GetDouble(10)), stop);

    public Task<IReadOnlyList<StopCounts>> StopsAsync(StepKey by, Filter filter, CancellationToken stop) => WalkAsync("stops", by, filter, row => new StopCounts(
        row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5)), stop);

    public Task<IReadOnlyList<ProfileCounts>> ProfileAsync(StepKey by, Filter filter, double deviations, CancellationToken stop) =>
        WalkAsync("temporal_profile", by, filter, row => new ProfileCounts(
            row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetDouble(3), row.IsDBNull(4) ? null : row.GetDouble(4), row.GetInt64(5), row.GetInt64(6)),
            stop, [deviations]);

    public async Task<VariantCounts> VariantsAsync(StepKey by, Filter filter, int offset, int limit, CancellationToken stop)
    {
        var rows = await WalkAsync("variants", by, filter, row => (
            Row: new VariantRow(row.GetFieldValue<string[]>(0), row.GetInt64(1), row.GetDouble(2), row.GetInt64(3), row.GetInt64(4)),
            Variants: row.GetInt64(5), Cases: row.GetInt64(6)), stop, [offset, limit]);
        return rows.Count == 0 ? new VariantCounts([], 0, 0) : new VariantCounts([.. rows.Select(row => row.Row)], rows[0].Variants, rows[0].Cases);
    }

    public async Task<PingPongCounts> PingPongAsync(StepKey by, Filter filter, CancellationToken stop)
    {
        var pairs = await WalkAsync("ping_pong", by, filter, row => new PingPongRow(
            row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)), stop, moves: true);
        var totals = await WalkAsync("ping_pong_cases", by, filter, Totals, stop, moves: true);
        return totals[0] with { Pairs = pairs };
    }

    public Task<IReadOnlyList<BegunSteps>> BegunStepsAsync(StepKey by, Filter filter, CancellationToken stop) =>
        OfCasesAsync<BegunSteps>("begun_steps", filter, stop, by.ToString());

    public async Task<FrontCounts> PushToFrontAsync(IReadOnlyList<string> front, Filter filter, CancellationToken stop) =>
        (await OfCasesAsync<FrontCounts>("push_to_front", filter, stop, (object)front.ToArray()))[0];

    static PingPongCounts Totals(NpgsqlDataReader row) =>
        new([], row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));
}
