using JourneyTrace.Events;
using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>What traced cases recorded to have cost or saved something, as rows.</summary>
static class EffectRows
{
    /// <summary>Null where there are none.</summary>
    public static NpgsqlBatchCommand? Of(int model, IReadOnlyList<TracedCase> traces)
    {
        var rows = traces.SelectMany(t => t.Trace.Journey.Effects.Select((e, number) => (t.Number, Place: number, e.At, e.Effect))).ToList();
        Commands.Typed Texts(Func<EffectRecorded, string?> value) => Commands.List(rows.Select(row => Plain(value(row.Effect))).ToArray(), NpgsqlDbType.Text);
        return rows.Count == 0 ? null : Commands.Part(
            "write_effects", model,
            rows.Select(row => row.Number).ToArray(),
            rows.Select(row => row.Place).ToArray(),
            Commands.List(rows.Select(row => row.At).ToArray(), NpgsqlDbType.TimestampTz),
            Texts(e => e.What), Texts(e => e.External ? "external" : "internal"),
            rows.Select(row => row.Effect.Amount).ToArray(),
            Texts(e => e.Unit), Texts(e => e.Link), Texts(e => e.Decision), Texts(e => e.Because));
    }

    static string? Plain(string? text) => text?.Replace('\0', ' ');
}
