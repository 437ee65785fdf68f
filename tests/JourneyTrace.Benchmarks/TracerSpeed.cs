using System.Diagnostics;
using JourneyTrace.Testing;

namespace JourneyTrace.Benchmarks;

/// <summary>How fast 1, 2 and 4 servers with the Tracer's role catch up with one log, half a million events behind.</summary>
static class TracerSpeed
{
    const int Cases = 50_000;

    public static async Task RunAsync(PostgresCluster cluster)
    {
        var table = new Measured("tracers on one database", "events a second", "against one");
        var alone = 0.0;
        foreach (var count in new[] { 1, 2, 4 })
        {
            var database = await cluster.NewDatabaseAsync();
            await using var intake = await BenchServer.StartAsync(database, "intake,insight");
            await intake.PostAsync(Enumerable.Range(0, Cases).SelectMany(BenchmarkCase.Lines));
            var tracers = new List<BenchServer>();
            var clock = Stopwatch.StartNew();
            tracers.AddRange(await Task.WhenAll(Enumerable.Range(0, count).Select(_ => BenchServer.StartAsync(database, "tracer"))));
            await intake.CaughtUpAsync();
            var perSecond = Cases * 10 / clock.Elapsed.TotalSeconds;
            alone = count == 1 ? perSecond : alone;
            table.Row($"{count}", $"{perSecond:N0}", $"{perSecond / alone:N2}");
            foreach (var tracer in tracers)
                await tracer.DisposeAsync();
        }
        table.End();
    }
}
