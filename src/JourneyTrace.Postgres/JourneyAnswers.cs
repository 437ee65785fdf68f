using JourneyTrace.Columns.Reports;
using JourneyTrace.Storage;

namespace JourneyTrace.Postgres;

/// <summary>Questions of trace viewers.</summary>
sealed partial class PostgresAnswers
{
    public Task<IReadOnlyList<string>> ServicesAsync(CancellationToken stop) => columns.AskAsync(TraceSearch.Services, stop);

    public Task<IReadOnlyList<OperationRow>> OperationsAsync(string link, CancellationToken stop) => columns.AskAsync(c => TraceSearch.Operations(c, link), stop);

    public Task<IReadOnlyList<string?>> KindsOfCasesAsync(CancellationToken stop) => columns.AskAsync(TraceSearch.Kinds, stop);

    public Task<IReadOnlyList<string>> JourneysAsync(JourneyQuery query, int limit, CancellationToken stop) => columns.AskAsync(c => TraceSearch.Find(c, query, limit), stop);

    public Task<IReadOnlyList<DependencyRow>> DependenciesAsync(DateTime from, DateTime to, CancellationToken stop) =>
        columns.AskAsync(c => TraceSearch.Dependencies(c, from, to), stop);
}
