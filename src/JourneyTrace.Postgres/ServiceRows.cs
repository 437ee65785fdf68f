using JourneyTrace.Journeys;
using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>Touchpoints, obstacles and setbacks of traced cases as rows. Each is null where there are none.</summary>
static class ServiceRows
{
    public static NpgsqlBatchCommand? Contacts(int model, IReadOnlyList<TracedCase> traces)
    {
        var rows = traces.SelectMany(t => t.Trace.Journey.Contacts.Select((c, number) => (t.Number, Place: number, c.At, c.Contact))).ToList();
        return rows.Count == 0 ? null : Commands.Part(
            "write_contacts", model,
            rows.Select(row => row.Number).ToArray(),
            rows.Select(row => row.Place).ToArray(),
            Commands.List(rows.Select(row => row.At).ToArray(), NpgsqlDbType.TimestampTz),
            rows.Select(row => row.Contact.Link).ToArray(),
            Texts(rows.Select(row => row.Contact.Channel)),
            rows.Select(row => row.Contact.Insisted).ToArray(),
            rows.Select(row => row.Contact.Minutes).ToArray());
    }

    public static NpgsqlBatchCommand? Obstacles(int model, IReadOnlyList<TracedCase> traces)
    {
        var rows = traces.SelectMany(t => t.Trace.Journey.Sightings.Select((s, number) => (t.Number, Place: number, Seen: s))).ToList();
        return rows.Count == 0 ? null : Commands.Part(
            "write_obstacles", model,
            rows.Select(row => row.Number).ToArray(),
            rows.Select(row => row.Place).ToArray(),
            rows.Select(row => row.Seen.Link).ToArray(),
            Texts(rows.Select(row => row.Seen.Handoff)),
            rows.Select(row => row.Seen.Cause).ToArray(),
            Texts(rows.Select(row => row.Seen.Decision)),
            Commands.List(rows.Select(row => row.Seen.Met).ToArray(), NpgsqlDbType.TimestampTz),
            Commands.List(rows.Select(row => row.Seen.Cleared).ToArray(), NpgsqlDbType.TimestampTz));
    }

    public static NpgsqlBatchCommand? Setbacks(int model, IReadOnlyList<TracedCase> traces)
    {
        var rows = traces.SelectMany(t => Setback.Of(t.Trace.Journey).Select(s => (t.Number, Setback: s))).ToList();
        return rows.Count == 0 ? null : Commands.Part(
            "write_setbacks", model,
            rows.Select(row => row.Number).ToArray(),
            rows.Select(row => row.Setback.Handoff.Name).ToArray(),
            rows.Select(row => row.Setback.Handoff.Requester).ToArray(),
            rows.Select(row => row.Setback.Handoff.Link).ToArray(),
            Texts(rows.Select(row => row.Setback.Handoff.Cause)),
            Commands.List(rows.Select(row => row.Setback.Since).ToArray(), NpgsqlDbType.TimestampTz),
            Commands.List(rows.Select(row => row.Setback.SolvedAt).ToArray(), NpgsqlDbType.TimestampTz),
            rows.Select(row => row.Setback.SolvedBy.ToString().ToLowerInvariant()).ToArray());
    }

    static Commands.Typed Texts(IEnumerable<string?> values) => Commands.List(values.ToArray(), NpgsqlDbType.Text);
}
