using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using JourneyTrace.Client;

namespace JourneyTrace.Server.Tests;

/// <summary>The audit log says who did and read what, and who was turned away.</summary>
public sealed class Noting_who_asked(Cluster cluster)
{
    [Fact]
    public async Task What_was_read_changed_and_refused_is_noted_and_nothing_else()
    {
        await using var server = await KeyedServer.StartAsync(await cluster.Server.NewDatabaseAsync());
        var (reader, key) = await server.WithAsync(new NewKey("reader", ["read", "intake"]));
        await reader.GetAsync("v1/hotspots?by=cause&link=a%20b");
        await reader.GetAsync("v1/cases/nobody%2Fknows/trace");
        await reader.PostAsync("v1/replay", null);
        await server.As(null).GetAsync("v1/cases");
        await server.As(null).GetAsync("v1/cases/somebodys/trace?asOf=2026-01-01T00:00:00Z");
        await reader.GetAsync("v1/cases?q=Somebody&limit=5");
        await reader.GetAsync("v1/" + new string('x', 600));
        await reader.GetAsync("v1/cases?" + new string('y', 900));
        await KeyedServer.PostAsync(reader, "a");
        await server.As(null).GetAsync("health/ready");
        await reader.PostAsync("v1/dead-letters/1/retry", null);
        await server.AsOperator.PostAsJsonAsync("v1/personal/forget", new WhoseData("cu-1"), Wire.Options);
        await server.AsOperator.PostAsJsonAsync("v1/personal/forget", new WhoseData(Case: "c-a"), Wire.Options);
        await server.AsOperator.PostAsync("v1/replay", null);

        var items = await UntilAsync(server, some => some.Any(i => i is { Method: "POST", Path: "/v1/replay", Status: 202 }));
        Assert.Contains(items, i => i.Caller == key.Item.Id && i is { Name: "reader", Method: "GET", Path: "/v1/hotspots?by=cause&link=a%20b", Status: 200 });
        Assert.Contains(items, i => i.Caller == key.Item.Id && i is { Path: "/v1/cases/nobody%2Fknows/trace", Status: 404 });
        Assert.Contains(items, i => i.Caller == key.Item.Id && i is { Method: "POST", Path: "/v1/replay", Status: 403 });
        Assert.Contains(items, i => i is { Caller: "", Name: "", Path: "/v1/cases", Status: 401 });
        // Who is nobody here may ask for what is another tenant's; and what is searched for may be a name.
        Assert.Contains(items, i => i is { Caller: "", Path: "/v1/cases/{case}/trace", Status: 401 });
        Assert.Contains(items, i => i is { Name: "reader", Path: "/v1/cases?q=*&limit=5", Status: 200 });
        Assert.DoesNotContain(items, i => i.Path.Contains("omebody", StringComparison.Ordinal));
        Assert.Contains(items, i => i is { Caller: "operator", Path: "/v1/keys", Status: 201 });
        Assert.Contains(items, i => i is { Name: "reader", Path: "/v1/dead-letters/1/retry", Status: 404 });
        // Whose data it was: by pseudonym, or by the case.
        Assert.Contains(items, i => i is { Caller: "operator", Status: 200 } && System.Text.RegularExpressions.Regex.IsMatch(i.Path, "^/v1/personal/forget ~[a-z2-7]{16}$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Contains(items, i => i is { Caller: "operator", Path: "/v1/personal/forget c-a", Status: 200 });
        Assert.DoesNotContain(items, i => i.Path.Contains("cu-1", StringComparison.Ordinal));
        Assert.Contains(items, i => i.Path.Length == 500 && i.Path.EndsWith('y'));
        Assert.DoesNotContain(items, i => i.Path.StartsWith("/v1/events", StringComparison.Ordinal) || i.Path.StartsWith("/health", StringComparison.Ordinal));
        // The newest first, in pages; the secret stands nowhere.
        var numbers = items.Select(i => i.Number).ToList();
        Assert.Equal(numbers.OrderDescending(), numbers);
        Assert.DoesNotContain(items, i => (i.Path + i.Name).Contains(key.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_operation_that_needs_a_key_is_noted()
    {
        await using var server = await KeyedServer.StartAsync(await cluster.Server.NewDatabaseAsync());
        var (reader, key) = await server.WithAsync(new NewKey("reader", ["read"]));
        var document = await reader.GetFromJsonAsync<System.Text.Json.JsonElement>("openapi/v1.json");
        var asked = new List<(string Method, string Path)>();
        foreach (var (path, method) in document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (path.Name, Method: operation.Name.ToUpperInvariant()))))
        {
            // Those who post are noted by the minute.
            var filled = System.Text.RegularExpressions.Regex.Replace(path, @"\{[a-z]+\}", "1", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
            if (path == "/v1/events" || await StatusAsync(server.As(null), method, filled) != HttpStatusCode.Unauthorized)
                continue;
            await StatusAsync(reader, method, filled);
            asked.Add((method, filled));
        }
        Assert.True(asked.Count > 70, $"{asked.Count} operations need a key");
        List<(string, string)> missing = [];
        await UntilAsync(server, some => (missing = [.. asked.Except(some.Where(i => i.Caller == key.Item.Id).Select(i => (i.Method, i.Path)))]).Count == 0, () => string.Join(", ", missing));
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient client, string method, string path)
    {
        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    /// <summary>They come too often to be noted one by one.</summary>
    [Fact]
    public async Task Who_posted_is_noted_by_the_minute_and_when_the_server_stops()
    {
        var database = await cluster.Server.NewDatabaseAsync();
        string id;
        await using (var server = await KeyedServer.StartAsync(database))
        {
            var (poster, made) = await server.WithAsync(new NewKey("crm", ["intake"]));
            id = made.Item.Id;
            await KeyedServer.PostAsync(poster, "a", 3);
            await KeyedServer.PostAsync(poster, "a", 5);
            await poster.PostAsync("v1/events?dryRun=true", new StringContent("{}", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));
            await KeyedServer.PostAsync((await server.WithAsync(new NewKey("reader", ["read"]))).Client, "b");
            await KeyedServer.PostAsync(server.As("jt_000000000000_nonsense"), "b");
            Assert.Equal(HttpStatusCode.OK, (await server.As(null).PostAsJsonAsync("v1/session", new SessionKey(made.Key))).StatusCode);
        }
        await using var again = await KeyedServer.StartAsync(database);
        var items = await UntilAsync(again, _ => true);
        Assert.Contains(items, i => i.Caller == id && i is { Name: "crm", Method: "POST", Path: "/v1/events: 2 requests, 5 accepted, 3 duplicates, 0 rejected", Status: 200 });
        Assert.Contains(items, i => i.Caller == id && i is { Path: "/v1/events?dryRun=true: 1 requests, 0 accepted, 0 duplicates, 1 rejected", Status: 422 });
        Assert.Contains(items, i => i is { Name: "reader", Method: "POST", Status: 403 } && i.Path.StartsWith("/v1/events: 1 requests", StringComparison.Ordinal));
        Assert.Contains(items, i => i is { Caller: "", Method: "POST", Path: "/v1/events", Status: 401 });
        Assert.Contains(items, i => i.Caller == id && i is { Method: "POST", Path: "/v1/session", Status: 200 });
    }

    [Fact]
    public async Task Strangers_cannot_fill_it()
    {
        await using var server = await KeyedServer.StartAsync(await cluster.Server.NewDatabaseAsync());
        var stranger = server.As("jt_000000000000_nonsense");
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, stop) => Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("v1/cases", stop)).StatusCode));
        await server.AsOperator.PostAsync("v1/replay", null);
        var items = await UntilAsync(server, some => some.Any(i => i.Path == "/v1/replay"));
        Assert.InRange(items.Count(i => i.Status == 401), 1, 200);
    }

    [Fact]
    public async Task It_is_an_admins_and_each_tenants_own()
    {
        await using var server = await KeyedServer.StartAsync(await cluster.Server.NewDatabaseAsync());
        await server.AsOperator.PostAsJsonAsync("v1/tenants", new TenantItem("acme"), Wire.Options);
        var (acme, _) = await server.WithAsync(new NewKey("acme-admin", ["read", "admin"], Tenant: "acme"));
        var (reader, _) = await server.WithAsync(new NewKey("reader", ["read"]));
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync("v1/audit")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await acme.GetAsync("v1/audit?limit=-1")).StatusCode);
        await acme.GetAsync("v1/sources");
        await Eventually.HoldsAsync("It is not noted", async () =>
        {
            var page = (await acme.GetFromJsonAsync<Page<AuditItem>>("v1/audit", Wire.Options))!;
            Assert.All(page.Items, item => Assert.Equal("acme-admin", item.Name));
            return page.Items.Any(item => item.Path == "/v1/sources");
        });
    }

    static async Task<List<AuditItem>> UntilAsync(KeyedServer server, Func<List<AuditItem>, bool> there, Func<string>? missing = null)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            var (all, next) = (new List<AuditItem>(), "");
            do
            {
                var page = (await server.AsOperator.GetFromJsonAsync<Page<AuditItem>>("v1/audit?limit=40" + next, Wire.Options))!;
                all.AddRange(page.Items);
                next = page.Next is null ? null : "&cursor=" + Uri.EscapeDataString(page.Next);
            }
            while (next is not null);
            if (there(all))
                return all;
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), "It was not noted: " + missing?.Invoke());
        }
    }
}
