using JourneyTrace.Catalogues;
using JourneyTrace.Columns.Walks;
using JourneyTrace.Storage;

namespace JourneyTrace.Postgres;

/// <summary>Questions about paths.</summary>
sealed partial class PostgresAnswers
{
    public Task<IReadOnlyList<FollowCounts>> FollowsAsync(StepKey by, Filter filter, CancellationToken stop) =>
        columns.AskAsync(c => Follows.Of(c, by, filter), stop);

    public Task<IReadOnlyList<StopCounts>> StopsAsync(StepKey by, Filter filter, CancellationToken stop) =>
        columns.AskAsync(c => Stops.Of(c, by, filter), stop);

    public Task<IReadOnlyList<ProfileCounts>> ProfileAsync(StepKey by, Filter filter, double deviations, CancellationToken stop) =>
        columns.AskAsync(c => Profile.Of(c, by, filter, deviations), stop);

    public Task<VariantCounts> VariantsAsync(StepKey by, Filter filter, int offset, int limit, CancellationToken stop) =>
        columns.AskAsync(c => Variants.Of(c, by, filter, offset, limit), stop);

    public Task<long> ReworkedAsync(StepKey by, Filter filter, CancellationToken stop) =>
        columns.AskAsync(c => Stops.Reworked(c, by, filter), stop);

    public Task<PingPongCounts> PingPongAsync(StepKey by, Filter filter, CancellationToken stop) =>
        columns.AskAsync(c => PingPongs.Of(c, by, filter), stop);

    public Task<WaitingCounts> WaitsAsync(StepKey by, Filter filter, Catalogue catalogue, CancellationToken stop) =>
        columns.AskAsync(c => Waits.Of(c, by, filter, catalogue), stop);

    public Task<FrontCounts> PushToFrontAsync(IReadOnlyList<string> front, Filter filter, CancellationToken stop) =>
        columns.AskAsync(c => Fronts.Of(c, front, filter), stop);
}
