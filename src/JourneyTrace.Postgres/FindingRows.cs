using JourneyTrace.Journeys;
using JourneyTrace.Journeys.Traces;
using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>What traced cases show, as findings.</summary>
static class FindingRows
{
    public static NpgsqlBatchCommand Of(int model, IReadOnlyList<TracedCase> traces)
    {
        var open = traces.SelectMany(t => t.Trace.Promises.Select(p => (t.Number, Kind: KindOf(p), Promise: p))).Where(f => f.Kind is not null).ToList();
        Commands.Typed Texts(Func<PromiseTrace, string?> value) => Commands.List(open.Select(f => value(f.Promise)).ToArray(), NpgsqlDbType.Text);
        return Commands.Part(
            "write_findings", traces.Select(t => t.Number).ToArray(), open.Select(f => f.Number).ToArray(), open.Select(f => f.Kind!).ToArray(),
            Texts(p => p.Promise.Name), Texts(p => p.Verdict?.Root.Link), Texts(p => p.Verdict?.Root.Cause), model,
            Commands.Text(System.Diagnostics.Activity.Current?.Id));
    }

    static string? KindOf(PromiseTrace promise) => promise switch
    {
        { Status: PromiseStatus.Broken } => "promise-broken",
        { AtRisk: true } => "promise-at-risk",
        _ => null,
    };
}
