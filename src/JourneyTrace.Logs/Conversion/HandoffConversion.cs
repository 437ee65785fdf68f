using System.Text.Json;
using JourneyTrace.Logs.Mappings;

namespace JourneyTrace.Logs.Conversion;

/// <summary>
/// Hand-offs wherever the link changes from one row of the case to the next: each link has the case for a run of rows,
/// and hands it on at the end of it. Obstacles and the customer's time come from the rows' states.
/// </summary>
sealed class HandoffConversion(
    LogCase @case, Mapping mapping, EventWriter writer, List<TimedRow> rows, List<PromiseSpan> promises)
{
    public void Convert()
    {
        if (mapping.Link is null)
            return;
        var runs = Runs();
        for (var i = 1; i < runs.Count; i++)
            HandOver(runs, i);
        foreach (var run in runs)
            States(run);
    }

    /// <summary>Rows one after the other of one link. A row that names none is its predecessor's.</summary>
    List<Run> Runs()
    {
        var runs = new List<Run>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (runs.Count > 0 && (rows[i].Link is null || rows[i].Link == runs[^1].Link))
                runs[^1] = runs[^1] with { Last = i };
            else if (rows[i].Link is { } link)
                runs.Add(new Run(link, i, i));
        }
        return runs;
    }

    void HandOver(List<Run> runs, int index)
    {
        var run = runs[index];
        var from = Begin(run);
        var row = rows[run.First];
        var name = FormattableString.Invariant($"h{index}");
        var serves = promises.Where(p => p.Made <= from && (p.Kept is null || p.Kept > from)).Select(p => p.Mapping.Name).ToList();
        writer.Add(row.Index, "requested", "handoff.requested", from, data =>
        {
            data.WriteString("handoff", name);
            data.WriteString("from", runs[index - 1].Link);
            data.WriteString("to", run.Link);
            data.WriteString("mode", "pass");
            if (serves.Count > 0)
                Strings(data, "inServiceOf", serves);
        });
        if (Taken(run, from) is { } taken)
            writer.Add(row.Index, "accepted", "handoff.accepted", taken, data => data.WriteString("handoff", name));
        if (Ended(runs, index, from) is { } ended)
            writer.Add(row.Index, "delivered", "handoff.delivered", ended, data => data.WriteString("handoff", name));
    }

    /// <summary>When the run's link got the case: at its first row, or when the row before was done.</summary>
    DateTime Begin(Run run) => mapping.RowsBegin || run.First == 0 ? rows[run.First].Time : rows[run.First - 1].Time;

    /// <summary>When it was taken: at once, or at its first row that does not wait in the queue; null for never.</summary>
    DateTime? Taken(Run run, DateTime from)
    {
        if (mapping.Queue is null || !mapping.Queue.Fits(@case, rows[run.First].Row))
            return from;
        var taken = rows.FindIndex(run.First, run.Last - run.First + 1, row => !mapping.Queue.Fits(@case, row.Row));
        return taken < 0 ? null : rows[taken].Time;
    }

    /// <summary>
    /// When the run's link was done: when the next one got the case, or a promise was kept before that. The last one
    /// still has it while a promise is open.
    /// </summary>
    DateTime? Ended(List<Run> runs, int index, DateTime from)
    {
        DateTime? end = index + 1 < runs.Count ? Begin(runs[index + 1]) : null;
        DateTime? kept = promises.Where(p => p.Kept > from).Min(p => p.Kept);
        if (kept is not null && (end is null || kept < end))
            return kept;
        if (end is not null)
            return end;
        return promises.Exists(p => p.Kept is null) ? null : rows[^1].Time;
    }

    void States(Run run)
    {
        for (var i = run.First; i <= run.Last; i++)
        {
            var until = i + 1 < rows.Count ? rows[i + 1].Time : (DateTime?)null;
            if (mapping.CustomerHas?.Fits(@case, rows[i].Row) == true)
                CustomerHas(run.Link, rows[i], until);
            foreach (var (match, cause) in mapping.Obstacles)
            {
                if (match.Fits(@case, rows[i].Row))
                    Obstacle(run.Link, rows[i], until, cause);
            }
        }
    }

    void CustomerHas(string link, TimedRow row, DateTime? until)
    {
        var name = FormattableString.Invariant($"c{row.Index}");
        writer.Add(row.Index, "customer", "handoff.requested", row.Time, data =>
        {
            data.WriteString("handoff", name);
            data.WriteString("from", link);
            data.WriteString("to", Catalogues.Link.Customer);
            data.WriteString("kind", "information");
        });
        if (until is { } end)
            writer.Add(row.Index, "customer-done", "handoff.delivered", end, data => data.WriteString("handoff", name));
    }

    void Obstacle(string link, TimedRow row, DateTime? until, string cause)
    {
        var name = FormattableString.Invariant($"o{row.Index}");
        writer.Add(row.Index, "obstacle", "obstacle.met", row.Time, data =>
        {
            data.WriteString("obstacle", name);
            data.WriteString("at", link);
            data.WriteString("cause", cause);
        });
        if (until is { } end)
            writer.Add(row.Index, "obstacle-cleared", "obstacle.cleared", end, data => data.WriteString("obstacle", name));
    }

    static void Strings(Utf8JsonWriter data, string name, List<string> values)
    {
        data.WriteStartArray(name);
        foreach (var value in values)
            data.WriteStringValue(value);
        data.WriteEndArray();
    }

    sealed record Run(string Link, int First, int Last);
}
