using System.Net.Http.Headers;
using System.Net.Http.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>A server that nobody comes into without a key.</summary>
public sealed class KeyedServer : IAsyncDisposable
{
    /// <summary>The operator's key.</summary>
    public const string Operator = "operator-0123456789-0123456789-0123456789";

    readonly ServerProcess _process;
    readonly List<HttpClient> _clients = [];

    KeyedServer(ServerProcess process) => _process = process;

    public HttpClient AsOperator => As(Operator);

    /// <summary>What the program wrote to its terminal.</summary>
    public string Said => _process.Said;

    public static Task<KeyedServer> StartAsync(string database) => StartAsync(database, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <param name="more">Other variables of its environment.</param>
    public static async Task<KeyedServer> StartAsync(string database, IReadOnlyDictionary<string, string> more) => new(await ServerProcess.StartAsync(
        new Dictionary<string, string>(more, StringComparer.Ordinal) { ["JOURNEYTRACE_ADMIN_KEY"] = Operator }, "serve", "--postgres", database));

    /// <summary>Who comes in with this; null for nobody in particular.</summary>
    public HttpClient As(string? key)
    {
        var client = new HttpClient { BaseAddress = _process.Address };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        _clients.Add(client);
        return client;
    }

    /// <summary>Makes a key, and comes in with it.</summary>
    public async Task<(HttpClient Client, MadeKey Made)> WithAsync(NewKey key)
    {
        var answer = await AsOperator.PostAsJsonAsync("v1/keys", key, Wire.Options);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var made = (await answer.Content.ReadFromJsonAsync<MadeKey>(Wire.Options))!;
        return (As(made.Key), made);
    }

    /// <summary>Posts an event, or several.</summary>
    public static Task<HttpResponseMessage> PostAsync(HttpClient client, string prefix, int count = 1) => client.PostAsync("v1/events", new StringContent(
        string.Join('\n', Enumerable.Range(0, count).Select(i => Told.Json($"{prefix}-{i}", "activity.recorded", "c-" + prefix, Told.Monday, """{"activity":"a"}"""))),
        new MediaTypeHeaderValue("application/x-ndjson")));

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _process.DisposeAsync();
    }
}
