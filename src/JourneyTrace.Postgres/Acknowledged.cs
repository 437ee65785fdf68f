using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>
/// Work that is acknowledged when it is done: by then it is on disk, and with a synchronous standby on its disk, too. PostgreSQL commits on the primary first; a wait for the standby
/// that somebody cancels, or a time limit does, ends as a success with a warning. Here it is none.
/// </summary>
static class Acknowledged
{
    /// <summary>Where in PostgreSQL the warning comes from: its words are in the language of the server.</summary>
    const string WaitForStandby = "SyncRepWaitForLSN";

    /// <exception cref="StoreUnavailableException">It is on the primary, and perhaps not on the standby: the same may be asked for again.</exception>
    public static async Task<T> ByAsync<T>(NpgsqlDataSource pool, Func<NpgsqlConnection, Task<T>> work, CancellationToken stop)
    {
        await using var connection = await pool.OpenConnectionAsync(stop);
        string? cancelled = null;
        connection.Notice += (_, told) => cancelled ??= told.Notice.Routine == WaitForStandby ? told.Notice.MessageText : null;
        var done = await work(connection);
        return cancelled is null ? done : throw new StoreUnavailableException("The standby was not waited for: " + cancelled, new NpgsqlException(cancelled));
    }

    /// <summary>Waits until a synchronous standby has what was found here, though its own commit may not have waited: whoever asks for what is done already is told so after that.</summary>
    public static Task FoundAsync(NpgsqlConnection connection, CancellationToken stop) => connection.Statement("await_standby").RunAsync(stop);
}
