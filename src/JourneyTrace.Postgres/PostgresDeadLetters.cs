using JourneyTrace.Events;
using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>Dead letters on PostgreSQL, told apart by the hash of their bytes.</summary>
/// <param name="appends">Where they are kept: by statements that nothing cancels.</param>
sealed class PostgresDeadLetters(NpgsqlDataSource source, NpgsqlDataSource appends) : IDeadLetters
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public Task KeepAsync(IReadOnlyList<NewDeadLetter> letters, CancellationToken stop) => letters.Count == 0
        ? Task.CompletedTask
        : Commands.Abiding(() => Commands.Asking(appends, () => KeepAsync(letters)), Patience, stop);

    Task<int> KeepAsync(IReadOnlyList<NewDeadLetter> letters) => Acknowledged.ByAsync(
        appends,
        connection => connection.Statement(
            "keep_dead_letters",
            letters.Select(l => l.Hash).ToArray(),
            letters.Select(l => l.Origin).ToArray(),
            letters.Select(l => l.ContentType).ToArray(),
            letters.Select(l => l.Refusal.Code).ToArray(),
            letters.Select(l => l.Refusal.Pointer).ToArray(),
            letters.Select(l => l.Refusal.Detail).ToArray(),
            Commands.List(letters.Select(l => l.Source).ToArray(), NpgsqlDbType.Text),
            Commands.List(letters.Select(l => l.Id).ToArray(), NpgsqlDbType.Text),
            letters.Select(l => l.Body.ToArray()).ToArray()).RunAsync(CancellationToken.None),
        CancellationToken.None);

    public Task<IReadOnlyList<DeadLetter>> ReadAsync(long after, int limit, bool resolved, CancellationToken stop) =>
        Commands.Reaching(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(stop);
            return (IReadOnlyList<DeadLetter>)await connection.Statement("read_dead_letters", after, limit, resolved).ListAsync(Letter, stop);
        });

    public Task<DeadLetter?> FindAsync(long number, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (await connection.Statement("find_dead_letter", number).ListAsync(Letter, stop)).SingleOrDefault();
    });

    public Task<DeadLetter?> FindAsync(string eventSource, string id, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (await connection.Statement("find_dead_letter_of", eventSource, id).ListAsync(Letter, stop)).SingleOrDefault();
    });

    public Task ResolveAsync(long number, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await connection.Statement("resolve_dead_letter", number).RunAsync(stop);
    });

    public Task EraseAsync(IReadOnlyList<long> numbers, CancellationToken stop) => numbers.Count == 0
        ? Task.CompletedTask
        : Commands.Reaching(() => Acknowledged.ByAsync(source, connection => connection.Statement("erase_dead_letters", numbers.ToArray()).RunAsync(stop), stop));

    static DeadLetter Letter(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), new Refusal(row.GetString(3), row.GetString(4), row.GetString(5)),
        row.IsDBNull(6) ? null : row.GetString(6), row.IsDBNull(7) ? null : row.GetString(7), row.GetFieldValue<byte[]>(8),
        row.GetDateTime(9), row.GetDateTime(10), row.GetInt32(11), row.IsDBNull(12) ? null : row.GetDateTime(12));
}
