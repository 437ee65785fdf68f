using JourneyTrace.Journeys;
using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>The complaints of traced cases as rows.</summary>
static class ComplaintRows
{
    /// <summary>Null where there are none.</summary>
    public static NpgsqlBatchCommand? Of(int model, IReadOnlyList<TracedCase> traces)
    {
        var rows = traces.SelectMany(t => ComplaintPath.Of(t.Trace.Journey).Select(path => (t.Number, Path: path))).ToList();
        T[] Column<T>(Func<ComplaintPath, T> value) => [.. rows.Select(row => value(row.Path))];
        return rows.Count == 0 ? null : Commands.Part(
            "write_complaints", model,
            rows.Select(row => row.Number).ToArray(),
            Column(c => c.Promise.Name),
            Column(c => c.Promise.Link),
            Commands.List(Column(c => (DateTime?)c.Promise.Start), NpgsqlDbType.TimestampTz),
            Commands.List(Column(c => c.RegisteredAt), NpgsqlDbType.TimestampTz),
            Column(c => c.Passed),
            Commands.List(Column(c => c.ReachedAt), NpgsqlDbType.TimestampTz),
            Commands.List(Column(c => c.ResolvedAt), NpgsqlDbType.TimestampTz),
            Column(c => c.LastLink),
            Commands.List(Column(c => c.Promise.RegisteredBy), NpgsqlDbType.Text),
            Commands.List(Column(c => c.Promise.ResolvedBy), NpgsqlDbType.Text),
            Column(c => c.Tries));
    }
}
