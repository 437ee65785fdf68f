using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>Rows of the answers, column by column as the statements give them.</summary>
static class AnswerRows
{
    public static CaseRow Case(NpgsqlDataReader row) => new(
        row.GetString(0), Text(row, 1), Text(row, 2), Text(row, 3), Number(row, 4), Instant(row, 5), Instant(row, 6), row.GetBoolean(7),
        row.GetInt32(8), row.GetInt32(9), row.GetInt32(10), row.GetString(11), row.GetBoolean(12), row.GetDateTime(13));

    public static PromiseRow Promise(NpgsqlDataReader row, IReadOnlyList<PromisePlace> page) =>
        new(row.GetString(0), row.GetString(1), page[(int)row.GetInt64(2) - 1]);

    public static KeptCase Kept(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetDateTime(2), row.GetBoolean(3),
        row.GetFieldValue<string[]>(4).Zip(row.GetFieldValue<string[]>(5)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal),
        row.GetFieldValue<byte[]>(6));

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    static double? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    static DateTime? Instant(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDateTime(column);
}
