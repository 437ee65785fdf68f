using JourneyTrace.Testing;

[assembly: AssemblyFixture(typeof(JourneyTrace.Faults.Tests.Servers))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace JourneyTrace.Faults.Tests;

/// <summary>How much is tried: some in <c>./test</c>, as much as docs/reliability.md says in <c>./test --faults</c>.</summary>
static class Length
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("JOURNEYTRACE_FAULTS") == "long";

    public static int Of(int some, int many) => IsLong ? many : some;
}

/// <summary>One PostgreSQL server, which is killed, too.</summary>
public sealed class Servers : IAsyncLifetime
{
    public PostgresCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await PostgresCluster.StartAsync();

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
