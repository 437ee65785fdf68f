using JourneyTrace.Events;
using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>Whole cases, read by their numbers.</summary>
static class CaseRows
{
    public static async Task<IReadOnlyList<CaseHistory>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<long> cases, CancellationToken stop)
    {
        var histories = new List<CaseHistory>(cases.Count);
        if (cases.Count == 0)
            return histories;
        await using var command = connection.Statement("read_cases", [cases.ToArray()]);
        await using var reader = await command.ExecuteReaderAsync(stop);
        List<CaseEvent> events = [];
        while (await reader.ReadAsync(stop))
        {
            var number = reader.GetInt64(0);
            if (histories.Count == 0 || histories[^1].Number != number)
            {
                events = [];
                histories.Add(new CaseHistory(number, reader.GetString(1), events));
            }
            events.Add(EventRows.Read(reader, 2));
        }
        return histories;
    }
}
