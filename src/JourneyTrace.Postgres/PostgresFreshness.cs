using System.Diagnostics;
using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>Asks where answers come from whether it has come as far as the primary was when the question came, and as far as the position.</summary>
sealed class PostgresFreshness(NpgsqlDataSource primary, NpgsqlDataSource answers) : IFreshness
{
    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);

    public async Task<bool> ReachAsync(long position, TimeSpan patience, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var written = await AskAsync(primary, "written", row => row.GetString(0), stop);
        while (!(await AskAsync(answers, "replayed", row => row.GetBoolean(0), stop, written) && await AskAsync(answers, "reaches", row => row.GetBoolean(0), stop, position)))
        {
            if (clock.Elapsed > patience)
                return false;
            await Task.Delay(Between, stop);
        }
        return true;
    }

    static Task<T> AskAsync<T>(NpgsqlDataSource source, string statement, Func<NpgsqlDataReader, T> row, CancellationToken stop, params object?[] values) =>
        Commands.Asking(source, async () =>
        {
            await using var connection = await source.OpenConnectionAsync(stop);
            return (await connection.Statement(statement, values).ListAsync(row, stop))[0];
        });
}
