using System.Diagnostics.Metrics;
using JourneyTrace.Columns;

namespace JourneyTrace.Postgres.Columns;

/// <summary>Measures how many cases this process keeps in memory to answer reports, and how much they take: of all tenants together.</summary>
sealed class ColumnMemory
{
    static readonly Meter Meter = new("JourneyTrace");
    static long _allCases, _allBytes, _allMapped;

    long _cases, _bytes, _mapped;

    static ColumnMemory()
    {
        Meter.CreateObservableUpDownCounter("journeytrace.columns.cases", () => Volatile.Read(ref _allCases), "{case}", "Cases that this process keeps in memory to answer reports; none before the first");
        Meter.CreateObservableUpDownCounter("journeytrace.columns.mapped", () => Volatile.Read(ref _allMapped), "By", "What of that lies in files of the scratch folder, of which the system keeps in memory what it has room for");
        Meter.CreateObservableUpDownCounter("journeytrace.columns.memory", () => Volatile.Read(ref _allBytes), "By", "What the cases in memory take, with their names and what questions counted");
    }

    /// <param name="columns">Which nobody changes meanwhile; null for none any more.</param>
    public void Is(CaseColumns? columns)
    {
        var (cases, bytes, mapped) = (columns?.Cases.Count ?? 0, columns?.Bytes ?? 0, columns?.MappedBytes ?? 0);
        Interlocked.Add(ref _allCases, cases - _cases);
        Interlocked.Add(ref _allBytes, bytes - _bytes);
        Interlocked.Add(ref _allMapped, mapped - _mapped);
        (_cases, _bytes, _mapped) = (cases, bytes, mapped);
    }
}
