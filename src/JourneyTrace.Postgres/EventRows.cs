using JourneyTrace.Events;
using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>Rows of the log (source, id, type, time, recorded_at, data) as a replay sees them.</summary>
static class EventRows
{
    public static CaseEvent Read(NpgsqlDataReader row, int first) => StoredEvent.ToCaseEvent(
        row.GetString(first), row.GetString(first + 1), (EventType)row.GetInt16(first + 2),
        row.GetDateTime(first + 3), row.GetDateTime(first + 4), row.GetFieldValue<byte[]>(first + 5));
}
