using System.Diagnostics.Metrics;
using JourneyTrace.Columns;

namespace JourneyTrace.Postgres.Columns;

/// <summary>Measures how many cases this process keeps in memory to answer reports, and how much they take: of all tenants together.</summary>
sealed class ColumnMemory
{
    static readonly Meter Meter = new("JourneyTrace");
    static long _allCases, _allBytes;

    long _cases, _bytes;

    static ColumnMemory()
    {
        Meter.CreateObservableUpDownCounter("journeytrace.columns.cases", () => Volatile.Read(ref _allCases), "{case}", "Cases that this process keeps in memory to answer reports; none before the first");
        Meter.CreateObservableUpDownCounter("journeytrace.columns.memory", () => Volatile.Read(ref _allBytes), "By", "What the cases in memory take, with their names and what questions counted");
    }

    /// <param name="columns">Which nobody changes meanwhile; null for none any more.</param>
    public void Is(CaseColumns? columns)
    {
        var (cases, bytes) = (columns?.Cases.Count ?? 0, columns?.Bytes ?? 0);
        Interlocked.Add(ref _allCases, cases - _cases);
        Interlocked.Add(ref _allBytes, bytes - _bytes);
        (_cases, _bytes) = (cases, bytes);
    }
}
