using System.Diagnostics;
using JourneyTrace.Catalogues;
using JourneyTrace.Events;
using JourneyTrace.Journeys.Traces;
using JourneyTrace.Storage;
using JourneyTrace.Telemetry;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Tracer;

/// <summary>
/// Brings one shard up to date, a batch at a time: reads what changed, replays those cases whole, writes what was found.
/// Without a state of its own: replayed from zero and kept up to date are the same code.
/// </summary>
public sealed partial class ShardTracer(Knowledge knowledge, TimeProvider time, ILogger<ShardTracer> logger)
{
    const int CasesAtOnce = 500;

    /// <summary>Does the next batch, if there is one; says whether there was, and whether there is more at once.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written, or it is not known; the work may be done again.</exception>
    public async Task<(bool Done, bool More)> StepAsync(IShardLease lease, CancellationToken stop)
    {
        var now = ToMicroseconds(time.GetUtcNow().UtcDateTime);
        var work = await lease.NextAsync(now, CasesAtOnce, stop);
        var known = await knowledge.CurrentAsync(stop);
        var touched = await TouchedAsync(lease.Mark, known, work?.Organisation ?? [], stop);
        if (work is null && lease.Mark.Catalogue == known.Version)
            return (false, false);
        using var heard = Quiet.End();
        using var activity = Begin(work);
        var began = time.GetTimestamp();
        var histories = work is null ? [] : await lease.ReadCasesAsync(work.Cases, stop);
        var traces = histories.Select(history => TryTrace(history, known, now)).OfType<TracedCase>().ToList();
        var done = new ShardMark(work?.Log ?? lease.Mark.Log, work?.CaseCursor, known.Version);
        var written = await WriteAsync(lease, done, traces, touched, stop);
        Measurements.BatchWritten(traces.Count, time.GetElapsedTime(began));
        return (written, written && (work is null || work.More || touched != Touched.Nothing));
    }

    /// <summary>One span for the batch, linked to every span that sent a part of it.</summary>
    static Activity? Begin(ShardWork? work)
    {
        var activity = Sources.Activities.StartActivity("process events", ActivityKind.Consumer);
        if (activity is null || work is null)
            return activity;
        activity.LinkTo(work.TraceParents);
        activity.SetTag("messaging.system", "postgresql").SetTag("messaging.operation.name", "process").SetTag("messaging.operation.type", "process")
            .SetTag("messaging.destination.name", "events").SetTag("messaging.batch.message_count", work.Events).SetTag("journeytrace.cases", work.Cases.Count);
        return activity;
    }

    /// <summary>As the store keeps it: the trace has to be of the very moment that is written down with it.</summary>
    static DateTime ToMicroseconds(DateTime instant) => new(instant.Ticks - instant.Ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);

    /// <summary>Writes all at once; where that cannot be, one by one, so that the case that cannot be written is left out alone.</summary>
    async Task<bool> WriteAsync(IShardLease lease, ShardMark done, List<TracedCase> traces, Touched touched, CancellationToken stop)
    {
        try
        {
            return await lease.WriteAsync(done, traces, touched, stop);
        }
        catch (Exception e) when (traces.Count > 0 && e is not (StoreUnavailableException or OperationCanceledException))
        {
            foreach (var trace in traces)
            {
                if (!await TryWriteAsync(lease, trace, stop))
                    return false;
            }
            return await lease.WriteAsync(done, [], touched, stop);
        }
    }

    async Task<bool> TryWriteAsync(IShardLease lease, TracedCase trace, CancellationToken stop)
    {
        try
        {
            return await lease.WriteAsync(lease.Mark, [trace], Touched.Nothing, stop);
        }
        catch (Exception e) when (e is not (StoreUnavailableException or OperationCanceledException))
        {
            Measurements.CaseFailed();
            Unwritable(logger, trace.Trace.Journey.Promises.Count, trace.Number, e);
            return true;
        }
    }

    /// <summary>Replays a case as it stands now, and says when to look at it again though nothing happens.</summary>
    public static TracedCase Trace(CaseHistory history, Known known, DateTime now)
    {
        var trace = CaseTrace.Of(history.Case, history.Events, known.Organisation, known.Catalogue, now);
        return new TracedCase(history.Number, trace, Awakening.Of(trace, history.Events, known.Organisation));
    }

    /// <summary>A case that cannot be traced (a bug) keeps its former answers, and does not keep the others from theirs.</summary>
    TracedCase? TryTrace(CaseHistory history, Known known, DateTime now)
    {
        var began = time.GetTimestamp();
        try
        {
            return Trace(history, known, now);
        }
        catch (Exception e)
        {
            Measurements.CaseFailed();
            Untraceable(logger, history.Case, e);
            return null;
        }
        finally
        {
            Measurements.CaseReplayed(time.GetElapsedTime(began));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A trace of {Promises} promises cannot be written: the case with the number {Number} keeps its former answers")]
    static partial void Unwritable(ILogger logger, int promises, long number, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "The case {Case} cannot be traced and keeps its former answers")]
    static partial void Untraceable(ILogger logger, string @case, Exception e);

    async Task<Touched> TouchedAsync(ShardMark mark, Known known, IReadOnlyList<CaseEvent> organisation, CancellationToken stop)
    {
        var links = organisation.Select(e => e.Fact).OfType<DecisionTaken>().SelectMany(d => d.Links).ToHashSet(StringComparer.Ordinal);
        if (mark.Catalogue != known.Version)
        {
            var change = CatalogueChange.Between(await knowledge.CatalogueAsync(mark.Catalogue, stop), known.Json);
            if (change.All)
                return new Touched([], All: true);
            links.UnionWith(change.Links);
        }
        return links.Count == 0 ? Touched.Nothing : new Touched([.. links], All: false);
    }
}
