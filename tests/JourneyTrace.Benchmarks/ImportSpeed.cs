using System.Diagnostics;
using JourneyTrace.Testing;

namespace JourneyTrace.Benchmarks;

/// <summary>A log imported through a running server, by a fresh process, until hotspots count it all: durable.</summary>
static class ImportSpeed
{
    const int Rounds = 5;

    public static async Task RunAsync(PostgresCluster cluster, string log, string mapping)
    {
        var table = new Measured("imported through the server", "seconds, median", "fastest", "slowest");
        var times = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            await using var server = await BenchServer.StartAsync(await cluster.NewDatabaseAsync());
            // A server that has run for a while: its methods are compiled.
            await server.PostAsync(Enumerable.Range(0, 20_000).SelectMany(BenchmarkCase.Lines));
            await server.CaughtUpAsync();
            await server.Http.GetAsync("v1/hotspots");
            var clock = Stopwatch.StartNew();
            var (code, said) = await Programs.RunAsync(Path.Combine(Repository.Root, "journeytrace"), null, "import", log, "--mapping", mapping, "--server", server.Address.ToString());
            if (code != 0)
                throw new InvalidOperationException(said);
            await server.CaughtUpAsync();
            await server.Http.GetAsync("v1/hotspots");
            times.Add(clock.Elapsed.TotalSeconds);
        }
        times.Sort();
        table.Row($"{Path.GetFileName(log)}", $"{times[Rounds / 2]:N2}", $"{times[0]:N2}", $"{times[^1]:N2}");
        table.End();
    }
}
