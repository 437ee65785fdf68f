using JourneyTrace.Testing;

[assembly: AssemblyFixture(typeof(JourneyTrace.Operations.Tests.Cluster))]

namespace JourneyTrace.Operations.Tests;

/// <summary>One PostgreSQL server for all tests of this project.</summary>
public sealed class Cluster : IAsyncLifetime
{
    PostgresCluster? _cluster;

    public PostgresCluster Server => _cluster!;

    public async ValueTask InitializeAsync() => _cluster = await PostgresCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster!.DisposeAsync();
}
