using JourneyTrace.Columns;
using JourneyTrace.Journeys;
using JourneyTrace.Journeys.Traces;
using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>Traced cases as rows of the read models.</summary>
static class TraceRows
{
    const char Separator = '\x1f';

    // A message to the server has to stay far below a gigabyte.
    const int MostPieces = 100_000;

    /// <summary>Writes the cases' rows, after removing those of before where there may be any.</summary>
    /// <param name="findings">Whether what they show is found, too.</param>
    public static async Task ReplaceAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, int model, IReadOnlyList<TracedCase> traces, bool remove, bool findings,
        CancellationToken stop)
    {
        if (traces.Count == 0)
            return;
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (remove)
        {
            var cases = traces.Select(t => t.Number).ToArray();
            foreach (var statement in CaseTables.Statements("forget_cases"))
                batch.BatchCommands.Add(Commands.PartOf(statement, model, cases));
        }
        var packed = new PackedCases(traces);
        batch.BatchCommands.Add(Journeys(model, traces, packed));
        if (findings)
            batch.BatchCommands.Add(FindingRows.Of(model, traces));
        var (some, pieces) = (new List<PackedPromise>(), 0);
        foreach (var promise in packed.Promises)
        {
            if (pieces > MostPieces)
            {
                await SendAsync(batch, Promises(model, some, packed), stop);
                (some, pieces) = ([], 0);
            }
            some.Add(promise);
            pieces += promise.Pieces;
        }
        await SendAsync(batch, Promises(model, some, packed), stop);
    }

    static async Task SendAsync(NpgsqlBatch batch, NpgsqlBatchCommand last, CancellationToken stop)
    {
        batch.BatchCommands.Add(last);
        await batch.ExecuteNonQueryAsync(stop);
        batch.BatchCommands.Clear();
    }

    static NpgsqlBatchCommand Journeys(int model, IReadOnlyList<TracedCase> traces, PackedCases packed)
    {
        T[] Column<T>(Func<TracedCase, T> value) => [.. traces.Select(value)];
        return Commands.Part(
            "write_journeys", model,
            Column(t => t.Number),
            Texts(Column(t => t.Trace.Journey.Opened?.Kind)),
            Texts(Column(t => t.Trace.Journey.Opened?.Segment)),
            Texts(Column(t => t.Trace.Journey.Opened?.Customer)),
            Commands.List(Column(t => t.Trace.Journey.Opened?.Value), NpgsqlDbType.Double),
            Instants(Column(t => t.Trace.Journey.OpenedAt)),
            Instants(Column(t => t.Trace.Journey.LastEventAt)),
            Column(t => t.Trace.Journey.Closed),
            Column(t => t.Trace.Journey.Events),
            Column(t => t.Trace.Promises.Count),
            Column(t => t.Trace.Promises.Count(p => p.Status == PromiseStatus.Broken)),
            Column(t => t.Trace.Gravest is { } gravest ? TraceJson.Word(gravest) : "none"),
            Column(t => t.Trace.Promises.Any(p => p.AtRisk)),
            Instants(Column(t => (DateTime?)t.Trace.Journey.AsOf)),
            Instants(Column(t => t.WakeAt)),
            packed.Facts.ToArray(),
            Column(t => string.Join(Separator, LinksOf(t.Trace.Journey))));
    }

    static IEnumerable<string> LinksOf(Journey journey) =>
        journey.Handoffs.SelectMany(handoff => new[] { handoff.Requester, handoff.Link }).Concat(journey.Promises.Select(promise => promise.Link))
            .Distinct(StringComparer.Ordinal);

    static NpgsqlBatchCommand Promises(int model, List<PackedPromise> rows, PackedCases packed)
    {
        T[] Column<T>(Func<PackedPromise, T> value) => [.. rows.Select(value)];
        string[] Listed(Func<PromiseFacts, Stretch> list) => Column(row => string.Join(Separator, packed.Names(list(row.Facts))));
        return Commands.Part(
            "write_promises", model,
            Column(row => row.Case.Number),
            Column(row => row.Promise.Promise.Name),
            Instants(Column(row => (DateTime?)row.Promise.Promise.Due)),
            Instants(Column(row => row.Promise.Promise.End)),
            Texts(Column(row => row.Case.Trace.Journey.Opened?.Kind)),
            Texts(Column(row => row.Case.Trace.Journey.Opened?.Segment)),
            Commands.List(Column(row => TraceJson.Write(row.Promise)), NpgsqlDbType.Text),
            Listed(facts => facts.Links), Listed(facts => facts.Arrows), Listed(facts => facts.Causes), Listed(facts => facts.Decisions));
    }

    static Commands.Typed Texts(string?[] values) => Commands.List(values, NpgsqlDbType.Text);

    static Commands.Typed Instants(DateTime?[] values) => Commands.List(values, NpgsqlDbType.TimestampTz);
}
