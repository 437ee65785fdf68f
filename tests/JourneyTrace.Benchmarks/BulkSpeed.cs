using System.Diagnostics;
using JourneyTrace.Testing;

namespace JourneyTrace.Benchmarks;

/// <summary>A stream of NDJSON over HTTP, checked, deduplicated and kept under three keys; against COPY into a bare table. And how much memory the server took.</summary>
static class BulkSpeed
{
    const int Cases = 100_000, Warming = 20_000;

    public static async Task RunAsync(PostgresCluster cluster)
    {
        var table = new Measured("what", "a second", "against COPY", "most memory");
        var reference = await BareCopy.RowsPerSecondAsync(await cluster.NewDatabaseAsync());
        table.Row($"COPY of 400-byte rows into a bare table (the reference)", $"{reference:N0}", $"1.000", $"");
        foreach (var (roles, name) in new[] { ("intake,insight", "a stream of events, nothing traced meanwhile"), ("intake,tracer,insight", "the same, traced meanwhile, too") })
        {
            await using var server = await BenchServer.StartAsync(await cluster.NewDatabaseAsync(), roles);
            await server.PostAsync(Enumerable.Range(Cases, Warming).SelectMany(BenchmarkCase.Lines));
            var body = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, Cases).SelectMany(BenchmarkCase.Lines)));
            var clock = Stopwatch.StartNew();
            await server.Client.PostLinesAsync(new MemoryStream(body), false, CancellationToken.None);
            var perSecond = Cases * 10 / clock.Elapsed.TotalSeconds;
            table.Row($"{name}", $"{perSecond:N0}", $"{perSecond / reference:N3}", $"{server.PeakMegabytes:N0} MB");
        }
        table.End();
    }
}
