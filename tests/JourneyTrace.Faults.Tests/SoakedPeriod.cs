using System.Globalization;

namespace JourneyTrace.Faults.Tests;

/// <summary>What was measured in a period. Insight's memory is its own, without the files that it has mapped into memory, which are told apart.</summary>
sealed record SoakedPeriod(
    double EventsASecond, double PostP50, double PostP99, double QuestionP50, double QuestionP99, long Lag, long TakingMegabytes, long AskedMegabytes, long CasesMegabytes, long Events, double BytesAnEvent, long DeadRows)
{
    public const string Title = "soak: events a second | post p50, p99 ms | question p50, p99 ms | not traced yet | intake and tracer MB | insight's own MB, cases in files MB | events | bytes an event | dead rows";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"soak: {EventsASecond:0} | {PostP50:0.0}, {PostP99:0.0} | {QuestionP50:0.0}, {QuestionP99:0.0} | {Lag} | {TakingMegabytes} | {AskedMegabytes}, {CasesMegabytes} | {Events} | {BytesAnEvent:0} | {DeadRows}");
}
