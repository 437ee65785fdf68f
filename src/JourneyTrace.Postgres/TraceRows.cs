using System.Globalization;
using JourneyTrace.Columns.Rows;
using JourneyTrace.Events;
using JourneyTrace.Journeys;
using JourneyTrace.Journeys.Shares;
using JourneyTrace.Journeys.Traces;
using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>Traced cases as rows of the read models.</summary>
static class TraceRows
{
    const char Separator = '\x1f';

    // Segments and shares in one message: some 200 bytes each.
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
        batch.BatchCommands.Add(Journeys(model, traces));
        batch.BatchCommands.Add(Handoffs(model, [.. traces.SelectMany(HandoffRow.Of)]));
        NpgsqlBatchCommand?[] some =
        [
            StepRows.Of(model, traces), ComplaintRows.Of(model, traces), EffectRows.Of(model, traces),
            ServiceRows.Contacts(model, traces), ServiceRows.Obstacles(model, traces), ServiceRows.Setbacks(model, traces),
        ];
        if (findings)
            batch.BatchCommands.Add(FindingRows.Of(model, traces));
        foreach (var rows in some)
        {
            if (rows is not null)
                batch.BatchCommands.Add(rows);
        }
        var groups = Groups([.. traces.SelectMany(t => t.Trace.Promises.Select(p => (t, p)))]);
        batch.BatchCommands.Add(Promises(model, groups.Current));
        await batch.ExecuteNonQueryAsync(stop);
        while (groups.MoveNext())
        {
            await using var more = new NpgsqlBatch(connection, transaction) { BatchCommands = { Promises(model, groups.Current) } };
            await more.ExecuteNonQueryAsync(stop);
        }
    }

    /// <summary>Promises in groups, the first one given: a message to the server has to stay far below a gigabyte.</summary>
    static IEnumerator<List<(TracedCase Case, PromiseTrace Promise)>> Groups(List<(TracedCase Case, PromiseTrace Promise)> rows)
    {
        var groups = Grouped(rows).GetEnumerator();
        groups.MoveNext();
        return groups;
    }

    static IEnumerable<List<(TracedCase Case, PromiseTrace Promise)>> Grouped(List<(TracedCase Case, PromiseTrace Promise)> rows)
    {
        var (group, pieces) = (new List<(TracedCase Case, PromiseTrace Promise)>(), 0);
        foreach (var row in rows)
        {
            if (pieces > MostPieces)
            {
                yield return group;
                (group, pieces) = ([], 0);
            }
            group.Add(row);
            pieces += 1 + (row.Promise.Verdict?.Path.Count ?? 0) + (row.Promise.Verdict?.Shares.Count ?? 0);
        }
        yield return group;
    }

    static NpgsqlBatchCommand Journeys(int model, IReadOnlyList<TracedCase> traces)
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
            Column(t => t.Trace.Journey.Lost),
            Texts(Column(t => t.Trace.Journey.LostReason?.Replace('\0', ' '))),
            Commands.List(Column(t => t.Trace.Journey.Score), NpgsqlDbType.Double));
    }

    static NpgsqlBatchCommand Promises(int model, List<(TracedCase Case, PromiseTrace Promise)> rows)
    {
        T[] Column<T>(Func<PromiseTrace, T> value) => [.. rows.Select(row => value(row.Promise))];
        T[] OfCase<T>(Func<Journey, T> value) => [.. rows.Select(row => value(row.Case.Trace.Journey))];
        var parts = rows.ConvertAll(row => new PromiseParts(row.Promise, row.Case.Trace.Journey));
        string[] Listed(Func<PromiseParts, IEnumerable<string?>> value) => [.. parts.Select(part => string.Join(Separator, value(part)))];
        string[] Shared(Func<Share, string?> value) => Listed(part => part.Shares.Select(value));
        return Commands.Part(
            "write_promises", model,
            rows.Select(row => row.Case.Number).ToArray(),
            Column(p => p.Promise.Name),
            Column(p => p.Promise.Link),
            Instants(Column(p => (DateTime?)p.Promise.Start)),
            Instants(Column(p => (DateTime?)p.Promise.Due)),
            Instants(Column(p => p.Promise.End)),
            Instants(Column(p => p.KeptAt)),
            Column(p => TraceJson.Word(p.Status)),
            Column(p => p.AtRisk),
            Column(p => p.Lateness.TotalSeconds),
            Texts(OfCase(j => j.Opened?.Kind)),
            Texts(OfCase(j => j.Opened?.Segment)),
            Texts(OfCase(j => j.Opened?.Customer)),
            Commands.List(OfCase(j => j.Opened?.Value), NpgsqlDbType.Double),
            Texts(Column(p => p.Verdict?.Root.Link)),
            Texts(Column(p => p.Verdict?.Root.Node.Name)),
            Texts(Column(p => p.Verdict?.Root.Cause)),
            Texts(Column(p => p.Verdict?.Root.Decision)),
            Texts([.. parts.Select(part => part.RootSide)]),
            Commands.List(Column(p => p.Verdict?.ContactShare), NpgsqlDbType.Double),
            Commands.List(Column(p => p.Verdict?.CustomerShare), NpgsqlDbType.Double),
            Commands.List(Column(p => TraceJson.Write(p)), NpgsqlDbType.Text),
            Listed(part => part.Links), Listed(part => part.Handoffs), Listed(part => part.Causes),
            Shared(s => s.Link), Shared(s => (s.Node as Handoff)?.Between), Shared(s => s.Cause), Shared(s => s.Decision),
            Shared(s => s.Fraction.ToString("R", CultureInfo.InvariantCulture)),
            Shared(s => s.Excess.TotalSeconds.ToString("R", CultureInfo.InvariantCulture)),
            Texts(Column(p => p.Promise.Channel)),
            Listed(part => part.Decisions));
    }

    static NpgsqlBatchCommand Handoffs(int model, List<HandoffRow> rows)
    {
        T[] Column<T>(Func<HandoffRow, T> value) => [.. rows.Select(value)];
        return Commands.Part(
            "write_handoffs", model,
            Column(r => r.Case),
            Column(r => r.Handoff.Name),
            Column(r => r.Handoff.Requester),
            Column(r => r.Handoff.Link),
            Column(r => r.Handoff.Kind),
            Column(r => r.Handoff.Mode switch { HandoffMode.Pass => "pass", HandoffMode.Inform => "inform", _ => "ask" }),
            Instants(Column(r => (DateTime?)r.Handoff.Start)),
            Instants(Column(r => r.Handoff.Accepted)),
            Instants(Column(r => r.Handoff.End)),
            Column(r => r.Outcome),
            Texts(Column(r => r.Handoff.Cause)),
            Column(r => r.Taken.TotalSeconds),
            Commands.List(Column(r => r.Allowance?.TotalSeconds), NpgsqlDbType.Double),
            Column(r => r.Charged),
            Column(r => r.Blame),
            Column(r => string.Join(Separator, r.Promises)),
            Column(r => r.Worked.TotalSeconds));
    }

    static Commands.Typed Texts(string?[] values) => Commands.List(values, NpgsqlDbType.Text);

    static Commands.Typed Instants(DateTime?[] values) => Commands.List(values, NpgsqlDbType.TimestampTz);
}
