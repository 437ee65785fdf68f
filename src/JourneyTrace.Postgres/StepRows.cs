using System.Globalization;
using JourneyTrace.Journeys;
using JourneyTrace.Storage;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>The paths of traced cases as rows: one for each case that has any step.</summary>
static class StepRows
{
    const char Separator = '\x1f';

    /// <summary>Null where there are none.</summary>
    public static NpgsqlBatchCommand? Of(int model, IReadOnlyList<TracedCase> traces)
    {
        var paths = traces.Select(t => (t.Number, Steps: Step.Of(t.Trace.Journey))).Where(path => path.Steps.Count > 0).ToList();
        string[] Listed(Func<Step, string?> value) => [.. paths.Select(path => string.Join(Separator, path.Steps.Select(step => Plain(value(step)))))];
        return paths.Count == 0 ? null : Commands.Part(
            "write_steps", model,
            paths.Select(path => path.Number).ToArray(),
            Listed(step => Micros(step.Time)),
            Listed(step => step.Activity), Listed(step => step.Link), Listed(step => step.Person), Listed(step => step.Lifecycle),
            Listed(step => step.Started is { } started ? Micros(started) : null));
    }

    static string Micros(DateTime instant) => ((instant - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    /// <summary>Texts of other systems may hold control characters, which names here have none of.</summary>
    static string? Plain(string? text) =>
        text is null || !text.Any(char.IsControl) ? text : string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
