using System.Diagnostics.Metrics;
using JourneyTrace.Columns;

namespace JourneyTrace.Postgres.Columns;

/// <summary>Measures how many cases this process keeps in memory to answer reports, and how much they take: of all tenants together.</summary>
sealed class ColumnMemory
{
    static readonly Meter Meter = new("JourneyTrace");

    static readonly UpDownCounter<long> Cases = Meter.CreateUpDownCounter<long>(
        "journeytrace.columns.cases", "{case}", "Cases that this process keeps in memory to answer reports; none before the first");

    static readonly UpDownCounter<long> Memory = Meter.CreateUpDownCounter<long>(
        "journeytrace.columns.memory", "By", "What the cases in memory take, with their names and what questions counted");

    long _cases, _bytes;

    /// <summary>None yet, which is said as 0: what appears first with a value would be no growth to those who watch it.</summary>
    public ColumnMemory() => Is(null);

    /// <param name="columns">Which nobody changes meanwhile; null for none any more.</param>
    public void Is(CaseColumns? columns)
    {
        var (cases, bytes) = (columns?.Cases.Count ?? 0, columns?.Bytes ?? 0);
        Cases.Add(cases - _cases);
        Memory.Add(bytes - _bytes);
        (_cases, _bytes) = (cases, bytes);
    }
}
