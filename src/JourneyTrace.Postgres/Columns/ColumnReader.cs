using JourneyTrace.Columns;
using JourneyTrace.Columns.Packing;
using Npgsql;

namespace JourneyTrace.Postgres.Columns;

/// <summary>Reads the packed rows of cases into columns.</summary>
static class ColumnReader
{
    /// <param name="cases">Their numbers; null for all.</param>
    public static async Task ReadAsync(NpgsqlConnection connection, CaseColumns columns, long[]? cases, CancellationToken stop)
    {
        await using var command = connection.Statement("load_journeys", Commands.List(cases!, NpgsqlTypes.NpgsqlDbType.Bigint));
        // All of a large log is sorted first.
        command.CommandTimeout = 0;
        await using var row = await command.ExecuteReaderAsync(stop);
        var unpacker = new Unpacker(columns);
        while (await row.ReadAsync(stop))
        {
            var facts = new CaseFacts
            {
                Number = row.GetInt64(0), Name = columns.Texts.Add(row.GetString(1)), Written = ulong.Parse(row.GetString(2), System.Globalization.CultureInfo.InvariantCulture),
            };
            // What was packed in another layout waits for being traced again.
            if (unpacker.TryUnpack(row.GetFieldValue<byte[]>(3), ref facts))
                columns.Add(facts);
        }
    }
}
