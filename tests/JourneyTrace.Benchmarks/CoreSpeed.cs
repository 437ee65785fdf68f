using System.Diagnostics;
using System.Text;
using JourneyTrace.Catalogues;
using JourneyTrace.Demo;
using JourneyTrace.Events;
using JourneyTrace.Journeys;
using JourneyTrace.Journeys.Traces;

namespace JourneyTrace.Benchmarks;

/// <summary>Tracing alone, in memory, on one processor: events that were read already, of cases small and made up.</summary>
static class CoreSpeed
{
    const int Cases = 20_000, Rounds = 9;

    static readonly DateTime End = new(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);

    public static void Run()
    {
        var table = new Measured("traced in memory", "events a second, median", "fastest", "bytes an event");
        var catalogue = CatalogueReader.Read(System.Text.Json.JsonDocument.Parse(DemoCompany.Catalogue).RootElement).Catalogue!;
        var company = new DemoCompany(End, Cases);
        Time(table, "cases of ten events, no catalogue", Enumerable.Range(0, Cases).Select(i => (IEnumerable<string>)[.. BenchmarkCase.Lines(i)]), Organisation.Empty, Catalogue.Empty);
        Time(table, "cases of the made-up company, with its catalogue and decisions", company.Cases().Select(c => c.Lines), new Organisation(company.Organisation().Select(Read)), catalogue);
        table.End();
    }

    static void Time(Measured table, string name, IEnumerable<IEnumerable<string>> cases, Organisation organisation, Catalogue catalogue)
    {
        var read = cases.Select(lines => lines.Select(Read).ToArray()).ToArray();
        var events = read.Sum(c => c.Length);
        var speeds = new List<double>();
        var allocated = 0L;
        for (var round = -3; round < Rounds; round++)
        {
            var (clock, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
            foreach (var one in read)
                CaseTrace.Of("case", one, organisation, catalogue, End);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (round >= 0)
                speeds.Add(events / clock.Elapsed.TotalSeconds);
        }
        speeds.Sort();
        table.Row($"{name}", $"{speeds[Rounds / 2]:N0}", $"{speeds[^1]:N0}", $"{(double)allocated / events:N0}");
    }

    static CaseEvent Read(string line)
    {
        var reading = EventReader.Read(Encoding.UTF8.GetBytes(line), End);
        var e = reading.Event!;
        return new CaseEvent(e.Source, e.Id, e.Schema.Type, e.Time, e.Time, reading.Fact!);
    }
}
