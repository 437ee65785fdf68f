using JourneyTrace.Events;
using JourneyTrace.Storage;

namespace JourneyTrace.Faults.Tests;

/// <summary>A log that is another server's after a while.</summary>
sealed class MovingLog(IEventLog first) : IEventLog
{
    public IEventLog Now { get; set; } = first;

    public Task<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken stop) => Reaching(() => Now.AppendAsync(events, stop));

    public Task<StoredEvent?> FindAsync(string source, string id, CancellationToken stop) => Reaching(() => Now.FindAsync(source, id, stop));

    public Task<IReadOnlyList<StoredEvent>> ReadCaseAsync(string @case, CancellationToken stop) => Reaching(() => Now.ReadCaseAsync(@case, stop));

    public Task<long> CountCaseAsync(string @case, CancellationToken stop) => Reaching(() => Now.CountCaseAsync(@case, stop));

    public Task<LogSlice> ReadAsync(LogMark after, int limit, CancellationToken stop) => Reaching(() => Now.ReadAsync(after, limit, stop));

    public Task<IReadOnlyList<SourceRow>> SourcesAsync(CancellationToken stop) => Reaching(() => Now.SourcesAsync(stop));

    public Task<LogState> StateAsync(CancellationToken stop) => Reaching(() => Now.StateAsync(stop));

    /// <summary>Who asks while it moves finds nobody there.</summary>
    static async Task<T> Reaching<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (ObjectDisposedException e)
        {
            throw new StoreUnavailableException("The log moves to another server", e);
        }
    }
}
