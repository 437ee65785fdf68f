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

/// <summary>
/// Reads a log and traces its cases in memory, without a server and a database: one thread at a time reads on, all of them trace, and what they
/// find is put together in the order of the file.
/// </summary>
sealed class TracedFile(Mapping mapping, Catalogue catalogue, DateTime asOf)
{
    readonly Mapping _mapping = mapping;
    const int MostShown = 10;
    const int CasesAtOnce = 32;

    readonly HashSet<string> _names = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<CaseEvent>> _gathered = new(StringComparer.Ordinal);
    readonly HashSet<(string Source, string Id)> _known = [];
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
        var source = _mapping.Source ?? "/import/" + Path.GetFileName(file).Split('.')[0];
        var cases = Partitioner.Create(LogFile.Read(stream, file, _mapping).Chunk(CasesAtOnce), EnumerablePartitionerOptions.NoBuffering);
        try
        {
            foreach (var part in cases.AsParallel().AsOrdered().WithCancellation(stop).WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(batch => new Part(this, batch, source)))
                Take(part);
        }
        catch (AggregateException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }
        TraceGathered();
    }

    void Take(Part part)
    {
        Rows += part.Rows;
        Events += part.Events;
        foreach (var why in part.Problems)
            Refuse(why);
        foreach (var trace in part.Traces)
        {
            if (_names.Add(trace.Case))
                Add(trace);
            else
                Refuse($"the case '{trace.Case}' stands twice in the file; what comes later of it is left out");
        }
        // Rows that are events of ours may be of any case, in any order.
        foreach (var (subject, e) in part.Loose)
        {
            if (!_known.Add((e.Source, e.Id)))
                continue;
            if (!_gathered.TryGetValue(subject, out var events))
                _gathered[subject] = events = [];
            events.Add(e);
        }
    }

    void TraceGathered()
    {
        var organisation = new Organisation(_gathered.GetValueOrDefault(Vocabulary.Organisation, []));
        foreach (var (name, events) in _gathered.Where(c => c.Key != Vocabulary.Organisation).OrderBy(c => c.Key, StringComparer.Ordinal))
            Add(Trace(name, events, organisation));
    }

    CaseTrace Trace(string name, List<CaseEvent> events, Organisation organisation) => CaseTrace.Of(name, events, organisation, catalogue, asOf);

    void Add(CaseTrace trace) => Reports.Add(new TracedCase(Reports.Cases + 1, trace, null));

    void Refuse(string why)
    {
        Rejected++;
        if (Problems.Count < MostShown)
            Problems.Add(why);
    }

    /// <summary>Some cases of the file, traced.</summary>
    sealed class Part
    {
        readonly TracedFile _file;

        public Part(TracedFile file, LogCase[] cases, string source)
        {
            _file = file;
            foreach (var @case in cases)
                Convert(@case, source);
        }

        public long Rows { get; private set; }

        public long Events { get; private set; }

        public List<string> Problems { get; } = [];

        public List<CaseTrace> Traces { get; } = [];

        public List<(string Subject, CaseEvent Event)> Loose { get; } = [];

        void Convert(LogCase @case, string source)
        {
            Rows += @case.Rows.Count;
            var converted = CaseConversion.Of(@case, _file._mapping, source);
            Problems.AddRange(converted.Problems.Select(problem => problem.Detail));
            var events = new List<CaseEvent>(converted.Events.Count);
            foreach (var json in converted.Events)
            {
                var read = EventReader.ReadFact(json, _file._now);
                if (read.Event is null)
                {
                    Problems.Add($"{read.Id}: {read.Refusal!.Detail}");
                    continue;
                }
                Events++;
                if (_file._mapping.Event is not null)
                    Loose.Add((read.Subject!, read.Event));
                else
                    events.Add(read.Event);
            }
            if (_file._mapping.Event is null && @case.Name is not null && events.Count > 0)
                Traces.Add(_file.Trace(@case.Name, events, Organisation.Empty));
        }
    }
}
