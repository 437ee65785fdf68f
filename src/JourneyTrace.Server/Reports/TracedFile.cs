using System.Collections.Concurrent;
using JourneyTrace.Catalogues;
using JourneyTrace.Columns;
using JourneyTrace.Events;
using JourneyTrace.Journeys;
using JourneyTrace.Journeys.Traces;
using JourneyTrace.Logs;
using JourneyTrace.Logs.Conversion;
using JourneyTrace.Logs.Mappings;
using JourneyTrace.Logs.Reading;
using JourneyTrace.Storage;

namespace JourneyTrace.Server.Reports;

/// <summary>Reads a log and traces its cases in memory, without a server and a database. One thread reads, another traces.</summary>
sealed class TracedFile(Mapping mapping, Catalogue catalogue, DateTime asOf)
{
    const int MostShown = 10;
    const int CasesAtOnce = 64;
    const int Ahead = 8;

    readonly HashSet<string> _names = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<CaseEvent>> _gathered = new(StringComparer.Ordinal);
    readonly HashSet<Guid> _known = [];
    readonly DateTime _now = DateTime.UtcNow;

    public TracedReports Reports { get; } = new();

    public long Rows { get; private set; }

    public long Events { get; private set; }

    public long Rejected { get; private set; }

    /// <summary>The first rows and events that were not understood, in words.</summary>
    public List<string> Problems { get; } = [];

    /// <exception cref="LogFormatException">It cannot be read in the mapping's format.</exception>
    public void Read(Stream stream, string file, CancellationToken stop)
    {
        var source = mapping.Source ?? "/import/" + Path.GetFileName(file).Split('.')[0];
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var batches = new BlockingCollection<List<LogCase>>(Ahead);
        var reading = Task.Run(() => ReadAhead(stream, file, batches, failed.Token), failed.Token);
        try
        {
            foreach (var batch in batches.GetConsumingEnumerable(stop))
            {
                foreach (var @case in batch)
                    Take(@case, source);
            }
        }
        finally
        {
            failed.Cancel();
        }
        reading.GetAwaiter().GetResult();
        TraceGathered();
    }

    void ReadAhead(Stream stream, string file, BlockingCollection<List<LogCase>> batches, CancellationToken stop)
    {
        try
        {
            var batch = new List<LogCase>(CasesAtOnce);
            foreach (var @case in LogFile.Read(stream, file, mapping))
            {
                batch.Add(@case);
                if (batch.Count < CasesAtOnce)
                    continue;
                batches.Add(batch, stop);
                batch = new List<LogCase>(CasesAtOnce);
            }
            batches.Add(batch, stop);
        }
        finally
        {
            batches.CompleteAdding();
        }
    }

    void Take(LogCase @case, string source)
    {
        Rows += @case.Rows.Count;
        var converted = CaseConversion.Of(@case, mapping, source);
        foreach (var problem in converted.Problems)
            Refuse(problem.Detail);
        // Rows that are events of ours may be of any case, in any order.
        if (mapping.Event is not null)
        {
            foreach (var json in converted.Events)
                Gather(json);
            return;
        }
        if (@case.Name is null || converted.Events.Count == 0)
            return;
        if (!_names.Add(@case.Name))
        {
            Refuse($"the case '{@case.Name}' stands twice in the file; what comes later of it is left out");
            return;
        }
        var events = new List<CaseEvent>(converted.Events.Count);
        foreach (var json in converted.Events)
        {
            if (Understood(json) is { } read)
                events.Add(read.Event);
        }
        Trace(@case.Name, events, Organisation.Empty);
    }

    void Gather(byte[] json)
    {
        if (Understood(json) is not { } read)
            return;
        if (!_known.Add(read.Key))
            return;
        if (!_gathered.TryGetValue(read.Subject, out var events))
            _gathered[read.Subject] = events = [];
        events.Add(read.Event);
    }

    void TraceGathered()
    {
        var organisation = new Organisation(_gathered.GetValueOrDefault(Vocabulary.Organisation, []));
        foreach (var (name, events) in _gathered.Where(c => c.Key != Vocabulary.Organisation).OrderBy(c => c.Key, StringComparer.Ordinal))
            Trace(name, events, organisation);
    }

    (CaseEvent Event, string Subject, Guid Key)? Understood(byte[] json)
    {
        var read = EventReader.Read(json, _now);
        if (read.Event is not { } e)
        {
            Refuse($"{read.Id}: {read.Refusal!.Detail}");
            return null;
        }
        Events++;
        return (new CaseEvent(e.Source, e.Id, e.Schema.Type, e.Time, _now, read.Fact!), e.Subject, e.Key);
    }

    void Trace(string name, List<CaseEvent> events, Organisation organisation) =>
        Reports.Add(new TracedCase(Reports.Cases + 1, CaseTrace.Of(name, events, organisation, catalogue, asOf), null));

    void Refuse(string why)
    {
        Rejected++;
        if (Problems.Count < MostShown)
            Problems.Add(why);
    }
}
