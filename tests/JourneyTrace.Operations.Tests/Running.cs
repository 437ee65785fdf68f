using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Server.Tests;

namespace JourneyTrace.Operations.Tests;

/// <summary>Servers over one database, and what is asked of them.</summary>
public sealed class Running : IAsyncDisposable
{
    readonly List<ServerProcess> _servers = [];

    Running(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    public IReadOnlyList<ServerProcess> Servers => _servers;

    /// <summary>The last one that was started: where questions go.</summary>
    public HttpClient Http { get; private set; } = null!;

    public static async Task<Running> StartAsync(Cluster cluster, Dictionary<string, string>? environment = null, params string[] arguments)
    {
        var running = new Running(await cluster.Server.NewDatabaseAsync());
        await running.AddAsync(environment, arguments);
        return running;
    }

    public async Task<HttpClient> AddAsync(Dictionary<string, string>? environment = null, params string[] arguments)
    {
        _servers.Add(await ServerProcess.StartAsync(environment ?? [], ["serve", "--postgres", ConnectionString, .. arguments]));
        return Http = new HttpClient { BaseAddress = _servers[^1].Address };
    }

    public Task<HttpResponseMessage> PostAsync(params IEnumerable<string> lines) => PostAsync(_servers[0].Address, lines);

    public static async Task<HttpResponseMessage> PostAsync(Uri to, IEnumerable<string> lines)
    {
        using var http = new HttpClient { BaseAddress = to };
        return await PostAsync(http, lines);
    }

    public static async Task<HttpResponseMessage> PostAsync(HttpClient http, IEnumerable<string> lines)
    {
        using var content = new StringContent(string.Join('\n', lines), Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));
        var answer = await http.PostAsync("v1/events", content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return answer;
    }

    public async Task<JsonElement> JsonAsync(string path)
    {
        using var answer = await Http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public Task ReplayedAsync() => new JourneyTraceClient(Http).CaughtUpAsync();

    /// <summary>Until journeys are told: those that settle from then on.</summary>
    public async Task TellingBegunAsync()
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(ConnectionString);
        await using var count = database.CreateCommand("select count(*) from journeytrace.telling");
        await Eventually.HoldsAsync("The telling does not begin", async () => (long)(await count.ExecuteScalarAsync())! > 0);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var server in _servers)
            await server.DisposeAsync();
    }
}
