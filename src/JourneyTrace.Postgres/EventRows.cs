using JourneyTrace.Events;
using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>Rows of the log (id, type, time, recorded_at, data) as a replay sees them.</summary>
static class EventRows
{
    public static CaseEvent Read(NpgsqlDataReader row, string source, int first) => StoredEvent.ToCaseEvent(
        source, row.GetString(first), (EventType)row.GetInt16(first + 1),
        row.GetDateTime(first + 2), row.GetDateTime(first + 3), row.GetFieldValue<byte[]>(first + 4));
}
