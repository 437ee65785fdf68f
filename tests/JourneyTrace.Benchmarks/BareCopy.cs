using System.Diagnostics;
using Npgsql;

namespace JourneyTrace.Benchmarks;

/// <summary>The reference: how fast this machine's PostgreSQL takes rows of 400 bytes into a table without a key.</summary>
static class BareCopy
{
    const int Rows = 300_000;

    public static async Task<double> RowsPerSecondAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using (var create = source.CreateCommand("create table bare (a bigint, b text)"))
            await create.ExecuteNonQueryAsync();
        await using var connection = await source.OpenConnectionAsync();
        var text = new string('x', 390);
        var clock = Stopwatch.StartNew();
        await using (var import = await connection.BeginBinaryImportAsync("copy bare from stdin (format binary)"))
        {
            for (var i = 0; i < Rows; i++)
            {
                await import.StartRowAsync();
                await import.WriteAsync((long)i);
                await import.WriteAsync(text);
            }
            await import.CompleteAsync();
        }
        return Rows / clock.Elapsed.TotalSeconds;
    }
}
