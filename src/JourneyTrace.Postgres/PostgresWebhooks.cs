using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>Webhooks in PostgreSQL.</summary>
sealed class PostgresWebhooks(NpgsqlDataSource source) : IWebhooks
{
    public Task<IReadOnlyList<Webhook>> AllAsync(CancellationToken stop) => WithConnection(
        async connection => (IReadOnlyList<Webhook>)await connection.Statement("webhooks").ListAsync(Row, stop), stop);

    public Task AddAsync(Webhook webhook, CancellationToken stop) => WithConnection(
        connection => connection.Statement(
            "add_webhook", webhook.Id, webhook.Url, new Commands.Typed(webhook.Types, NpgsqlDbType.Array | NpgsqlDbType.Text), webhook.Secret, Commands.Instant(webhook.MadeAt), webhook.Mark.Xid(),
            webhook.Mark.Position).RunAsync(stop), stop);

    public Task<bool> RemoveAsync(string id, CancellationToken stop) => ChangedAsync("remove_webhook", stop, id);

    public Task<bool> ResumeAsync(string id, CancellationToken stop) => ChangedAsync("resume_webhook", stop, id);

    public Task<WebhookLease?> LeaseAsync(CancellationToken stop) => WithConnection(async connection =>
    {
        var token = Guid.NewGuid();
        return (await connection.Statement("lease_webhook", token).ListAsync(Row, stop)).SingleOrDefault() is { } leased ? new WebhookLease(leased, token) : null;
    }, stop);

    public Task<bool> MoveAsync(WebhookLease lease, LogMark mark, int sent, CancellationToken stop) => ChangedAsync("move_webhook", stop, lease.Webhook.Id, lease.Token, mark.Xid(), mark.Position, sent);

    public Task ReleaseAsync(WebhookLease lease, string? failure, DateTime? next, CancellationToken stop) =>
        ChangedAsync("release_webhook", stop, lease.Webhook.Id, lease.Token, Commands.Text(failure), Commands.Instant(next));

    Task<bool> ChangedAsync(string statement, CancellationToken stop, params object?[] values) => WithConnection(
        async connection => await connection.Statement(statement, values).RunAsync(stop) > 0, stop);

    Task<T> WithConnection<T>(Func<NpgsqlConnection, Task<T>> ask, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await ask(connection);
    });

    static Webhook Row(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetFieldValue<string[]>(2), row.GetFieldValue<byte[]>(3), row.GetDateTime(4), Commands.Mark(row.GetString(5), row.GetInt64(6)),
        row.GetInt64(7), row.GetInt32(8), row.IsDBNull(9) ? null : row.GetDateTime(9), row.IsDBNull(10) ? null : row.GetString(10), row.GetDateTime(11), row.IsDBNull(12) ? null : row.GetDateTime(12));
}
