using JourneyTrace.Events;
using JourneyTrace.Storage;

namespace JourneyTrace.Personal;

/// <summary>The event log, with pseudonyms in place of personal values: what is appended is parted from them first, and nothing that reads sees them.</summary>
public sealed class PersonalEventLog(IEventLog log, PersonalVault vault) : IEventLog
{
    public async Task<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken stop)
    {
        try
        {
            return await log.AppendAsync(await vault.ProtectAsync(events, stop), stop);
        }
        catch
        {
            vault.LookAgain();
            throw;
        }
    }

    public Task<StoredEvent?> FindAsync(string source, string id, CancellationToken stop) => log.FindAsync(source, id, stop);

    public Task<IReadOnlyList<StoredEvent>> ReadCaseAsync(string @case, CancellationToken stop) => log.ReadCaseAsync(@case, stop);

    public Task<long> CountCaseAsync(string @case, CancellationToken stop) => log.CountCaseAsync(@case, stop);

    public Task<LogSlice> ReadAsync(LogMark after, int limit, CancellationToken stop) => log.ReadAsync(after, limit, stop);

    public Task<IReadOnlyList<SourceRow>> SourcesAsync(CancellationToken stop) => log.SourcesAsync(stop);

    public Task<LogState> StateAsync(CancellationToken stop) => log.StateAsync(stop);
}
