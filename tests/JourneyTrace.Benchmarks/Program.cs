using JourneyTrace.Benchmarks;
using JourneyTrace.Testing;

// One command for each table of docs/performance.md, on a PostgreSQL of its own:
//   dotnet run -c Release --project tests/JourneyTrace.Benchmarks append
// 'append' and 'visible' need wrk and pgbench.
if (args is ["report-file", var log, var mapping])
{
    FileReportSpeed.Run(log, mapping);
    return 0;
}
if (args is ["core"])
{
    CoreSpeed.Run();
    return 0;
}
if (args is ["reports", var address] && Uri.TryCreate(address, UriKind.Absolute, out var there))
{
    using var http = new HttpClient { BaseAddress = there, Timeout = TimeSpan.FromMinutes(30) };
    await ReportSpeed.RunAsync(http, ReportSpeed.UsualCases);
    return 0;
}
Func<PostgresCluster, Task>? run = args switch
{
    ["append"] => AppendSpeed.RunAsync,
    ["bulk"] => BulkSpeed.RunAsync,
    ["replay"] => ReplaySpeed.RunAsync,
    ["visible"] => VisibleSpeed.RunAsync,
    ["trace"] => TraceSpeed.RunAsync,
    ["growth"] => GrowthSpeed.RunAsync,
    ["tracers"] => TracerSpeed.RunAsync,
    ["import", var file, var with] => cluster => ImportSpeed.RunAsync(cluster, file, with),
    ["reports"] => cluster => ReportSpeed.RunAsync(cluster, ReportSpeed.UsualCases),
    ["reports", var cases] when int.TryParse(cases, System.Globalization.CultureInfo.InvariantCulture, out var count) => cluster => ReportSpeed.RunAsync(cluster, count),
    _ => null,
};
if (run is null)
{
    Console.Error.WriteLine("One of: append, bulk, replay, core, visible, trace, reports [CASES | ADDRESS], growth, tracers, import LOG MAPPING, report-file LOG MAPPING");
    return 2;
}
await using var cluster = await PostgresCluster.StartAsync();
await run(cluster);
return 0;
