using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;

[assembly: AssemblyFixture(typeof(JourneyTrace.Server.Tests.Cluster))]

namespace JourneyTrace.Server.Tests;

/// <summary>One PostgreSQL server for all tests of this project; each shape has a database of its own.</summary>
public sealed class Cluster : IAsyncLifetime
{
    PostgresCluster? _cluster;

    public PostgresCluster Server => _cluster!;

    public async ValueTask InitializeAsync() => _cluster = await PostgresCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster!.DisposeAsync();
}

/// <summary>JourneyTrace as it is shipped: in one process, or a process for each role over one database.</summary>
public abstract class Shape(Cluster cluster) : IAsyncLifetime
{
    readonly List<ServerProcess> _processes = [];

    public JourneyTraceClient Client { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public string ConnectionString { get; private set; } = "";

    public IReadOnlyList<ServerProcess> Processes => _processes;

    protected abstract IReadOnlyList<string> Roles { get; }

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await cluster.Server.NewDatabaseAsync();
        foreach (var roles in Roles)
            _processes.Add(await ServerProcess.StartAsync("serve", "--roles", roles, "--postgres", ConnectionString));
        var byRole = Roles.Zip(_processes).ToDictionary(pair => pair.First, pair => pair.Second.Address, StringComparer.Ordinal);
        Http = new HttpClient(new ByRole(byRole)) { BaseAddress = new Uri("http://journeytrace.test/"), Timeout = TimeSpan.FromMinutes(5) };
        Client = new JourneyTraceClient(Http);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var process in _processes)
            await process.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public async Task<HttpResponseMessage> PostAsync(string body, string type = "application/json", string query = "") =>
        await PostBytesAsync(Encoding.UTF8.GetBytes(body), type, query);

    public async Task<HttpResponseMessage> PostBytesAsync(byte[] body, string type, string query = "", string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        return await Http.PostAsync("v1/events" + query, content);
    }

    public async Task<JsonElement> JsonAsync(string path) => await Client.GetAsync<JsonElement>(path, CancellationToken.None);

    /// <summary>Waits until what was posted is replayed.</summary>
    public Task ReplayedAsync(string id, string source = "/test") => Eventually.HoldsAsync(
        $"{id} is not replayed",
        async () => (await Client.GetAsync<EventPlace>($"v1/events/{Uri.EscapeDataString(source)}/{Uri.EscapeDataString(id)}", CancellationToken.None)).Replayed == true);

    /// <summary>Sends each request to the process whose role it is.</summary>
    sealed class ByRole(Dictionary<string, Uri> addresses) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            var intake = path.StartsWith("/v1/dead-letters", StringComparison.Ordinal) || (path == "/v1/events" && request.Method == HttpMethod.Post);
            var address = addresses.TryGetValue(intake ? "intake" : "insight", out var own) ? own : addresses["intake,tracer,insight"];
            request.RequestUri = new Uri(address.GetLeftPart(UriPartial.Authority) + request.RequestUri.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>All roles in one process.</summary>
public sealed class AllInOne(Cluster cluster) : Shape(cluster)
{
    protected override IReadOnlyList<string> Roles => ["intake,tracer,insight"];
}

/// <summary>A process for each role.</summary>
public sealed class Split(Cluster cluster) : Shape(cluster)
{
    protected override IReadOnlyList<string> Roles => ["intake", "insight", "tracer"];
}
