using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using JourneyTrace.Client;

namespace JourneyTrace.Server.Tests;

/// <summary>Who comes in, with what key, and what he may do.</summary>
public sealed class Keys(Cluster cluster) : IAsyncLifetime
{
    const string Operator = "operator-0123456789-0123456789-0123456789";

    // Health, documents and the console's own files say nothing of anybody's data; a session is how a key is handed over.
    static readonly string[] Public = ["/health/live", "/health/ready", "/v1/session"];

    // An admin is let in, and told that these are the operator's.
    static readonly string[] OfTheOperator = ["/v1/tenants", "/v1/log/parts", "/v1/log/parts/{month}/archive"];

    readonly List<ServerProcess> _servers = [];
    string _database = "";

    public async ValueTask InitializeAsync() => _database = await cluster.Server.NewDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    [Fact]
    public async Task A_server_is_open_on_this_machine_until_the_first_key_which_has_to_be_an_admins()
    {
        var open = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await open.GetAsync("v1/hotspots")).StatusCode);
        Assert.True((await open.GetFromJsonAsync<SessionState>("v1/session", Wire.Options))!.Open);

        var refused = await MakeAsync(open, new NewKey("reader", ["read"]));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/scopes"), (refused.StatusCode, await refused.PointerAsync()));
        refused = await MakeAsync(open, new NewKey("for a day", ["admin"], EndsAt: DateTimeOffset.UtcNow.AddDays(1)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/endsAt"), (refused.StatusCode, await refused.PointerAsync()));

        var admin = (await (await MakeAsync(open, new NewKey("admin", ["admin", "read"]))).Content.ReadFromJsonAsync<MadeKey>(Wire.Options))!;
        var without = await open.GetAsync("v1/hotspots");
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (without.StatusCode, without.Headers.WwwAuthenticate.ToString()));
        Assert.Equal("unauthorized", await without.CodeAsync());
        Assert.Equal(HttpStatusCode.OK, (await As(open, admin.Key).GetAsync("v1/hotspots")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await As(open, admin.Key[..^1] + (admin.Key[^1] == 'A' ? 'B' : 'A')).GetAsync("v1/hotspots")).StatusCode);

        // It cannot be locked out of: the last admin stays.
        var last = await As(open, admin.Key).DeleteAsync("v1/keys/" + admin.Item.Id);
        Assert.Equal((HttpStatusCode.Conflict, "last_key"), (last.StatusCode, await last.CodeAsync()));
    }

    [Fact]
    public async Task It_listens_to_others_only_with_keys()
    {
        const string url = "http://0.0.0.0:0";
        var (code, _, error) = await ServerProcess.RunAsync("serve", "--postgres", _database, "--urls", url);
        Assert.NotEqual(0, code);
        Assert.Contains("JOURNEYTRACE_ADMIN_KEY", error, StringComparison.Ordinal);
        (code, _, error) = await ServerProcess.RunAsync(new Dictionary<string, string> { ["JOURNEYTRACE_ADMIN_KEY"] = "short" }, "serve", "--postgres", _database, "--urls", url);
        Assert.NotEqual(0, code);
        Assert.Contains("32 to 500", error, StringComparison.Ordinal);
        var closed = await StartAsync(Operator);
        Assert.Equal(HttpStatusCode.Unauthorized, (await closed.GetAsync("v1/hotspots")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await As(closed, Operator).GetAsync("v1/hotspots")).StatusCode);
    }

    [Fact]
    public async Task Every_operation_needs_a_key_and_its_own_scope()
    {
        var server = await StartAsync(Operator);
        var keys = new Dictionary<string, HttpClient>(StringComparer.Ordinal);
        foreach (var scope in (string[])["intake", "read", "admin", "personal"])
            keys[scope] = As(server, (await KeyAsync(server, new NewKey(scope, [scope]))).Key);
        var document = await server.GetFromJsonAsync<JsonElement>("openapi/v1.json");
        var seen = 0;
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject().Select(m => m.Name.ToUpperInvariant()))
            {
                var at = path.Name.Replace("{", "x", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).TrimStart('/');
                var anybody = (await SendAsync(server, method, at)).StatusCode;
                if (Public.Contains(path.Name))
                {
                    Assert.True(anybody is not HttpStatusCode.Unauthorized || path.Name == "/v1/session", $"{method} {path.Name}: {anybody}");
                    continue;
                }
                Assert.True(anybody == HttpStatusCode.Unauthorized, $"{method} {path.Name} without a key: {anybody}");
                var allowed = new List<string>();
                foreach (var (scope, client) in keys)
                {
                    var answer = await SendAsync(client, method, at);
                    if (answer.StatusCode != HttpStatusCode.Forbidden || await answer.CodeAsync() != "forbidden" || (OfTheOperator.Contains(path.Name) && scope == "admin"))
                        allowed.Add(scope);
                }
                Assert.Equal((method, path.Name, Needed(method, path.Name)), (method, path.Name, string.Join(',', allowed)));
                seen++;
            }
        }
        Assert.True(seen > 60, $"{seen} operations");
        foreach (var path in (string[])["jaeger/api/services", "jaeger/api/traces?service=sales", "jaeger/api/v3/services", "jaeger/api/dependencies?endTs=1"])
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.GetAsync(path)).StatusCode);
    }

    static string Needed(string method, string path) => (method, path) switch
    {
        (_, "/v1/webhooks" or "/v1/keys" or "/v1/keys/{id}" or "/v1/keys/{id}/rotate" or "/v1/tenants" or "/v1/audit" or "/v1/log/parts") => "admin",
        (_, "/v1/personal/export") => "personal",
        ("POST", "/v1/what-if" or "/v1/cases/{case}/what-if" or "/v1/catalogue/check") => "read",
        ("POST", "/v1/events" or "/v1/imports" or "/v1/imports/mapping" or "/v1/dead-letters" or "/v1/dead-letters/{number}/retry") => "intake",
        ("GET", _) => "read",
        _ => "admin",
    };

    [Fact]
    public async Task A_browser_hands_its_key_over_once_and_other_sites_cannot_use_it()
    {
        var server = await StartAsync(Operator);
        var reader = await KeyAsync(server, new NewKey("console", ["read", "admin"]));
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.PostAsJsonAsync("v1/session", new SessionKey("jt_000000000000_nonsense"))).StatusCode);
        var begun = await server.PostAsJsonAsync("v1/session", new SessionKey(reader.Key));
        var cookie = begun.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);

        async Task<HttpResponseMessage> WithCookieAsync(HttpMethod method, string path, string? origin)
        {
            var request = new HttpRequestMessage(method, path) { Headers = { { "Cookie", cookie.Split(';')[0] } } };
            if (origin is not null)
                request.Headers.Add("Origin", origin);
            return await server.SendAsync(request);
        }
        Assert.Equal(HttpStatusCode.OK, (await WithCookieAsync(HttpMethod.Get, "v1/hotspots", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await WithCookieAsync(HttpMethod.Post, "v1/replay", server.BaseAddress!.GetLeftPart(UriPartial.Authority))).StatusCode);
        var forged = await WithCookieAsync(HttpMethod.Post, "v1/replay", "https://evil.example");
        Assert.Equal((HttpStatusCode.Forbidden, "wrong_origin"), (forged.StatusCode, await forged.CodeAsync()));
        Assert.Equal(HttpStatusCode.Forbidden, (await WithCookieAsync(HttpMethod.Post, "v1/replay", "null")).StatusCode);
        Assert.Contains("journeytrace=;", (await server.DeleteAsync("v1/session")).Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_makes_lists_rotates_and_revokes()
    {
        var server = await StartAsync(Operator);
        Dictionary<string, string> With(string key) => new(StringComparer.Ordinal) { ["JOURNEYTRACE_KEY"] = key, ["JOURNEYTRACE_SERVER"] = server.BaseAddress!.ToString() };
        var (code, key, _) = await ServerProcess.RunAsync(With(Operator), "keys", "create", "billing", "--scopes", "read,intake", "--source", "/billing");
        Assert.Equal(0, code);
        Assert.Equal(0, (await ServerProcess.RunAsync(With(key.Trim()), "hotspots")).ExitCode);
        (code, _, var error) = await ServerProcess.RunAsync(With(key.Trim()), "keys", "list");
        Assert.NotEqual(0, code);
        Assert.Contains("scope 'admin'", error, StringComparison.Ordinal);
        (_, var list, _) = await ServerProcess.RunAsync(With(Operator), "keys", "list");
        Assert.Contains("billing", list, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Trim().Split('_')[2], list, StringComparison.Ordinal);
        var id = key.Split('_')[1];
        Assert.Equal(0, (await ServerProcess.RunAsync(With(Operator), "keys", "rotate", id, "--grace-seconds", "0")).ExitCode);
        Assert.NotEqual(0, (await ServerProcess.RunAsync(With(key.Trim()), "hotspots")).ExitCode);
        Assert.NotEqual(0, (await ServerProcess.RunAsync(With(Operator), "keys", "revoke", "nonsense")).ExitCode);
        Assert.DoesNotContain(key.Trim(), string.Concat(_servers.Select(s => s.Said)), StringComparison.Ordinal);
    }

    async Task<HttpClient> StartAsync(string? admin = null)
    {
        var server = await ServerProcess.StartAsync(
            admin is null ? new Dictionary<string, string>(StringComparer.Ordinal) : new Dictionary<string, string>(StringComparer.Ordinal) { ["JOURNEYTRACE_ADMIN_KEY"] = admin }, "serve", "--postgres", _database);
        _servers.Add(server);
        return new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server.Address };
    }

    static HttpClient As(HttpClient server, string key) => new() { BaseAddress = server.BaseAddress, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    static Task<HttpResponseMessage> MakeAsync(HttpClient server, NewKey key) => server.PostAsJsonAsync("v1/keys", key, Wire.Options);

    static async Task<MadeKey> KeyAsync(HttpClient server, NewKey key)
    {
        var made = await MakeAsync(As(server, Operator), key);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return (await made.Content.ReadFromJsonAsync<MadeKey>(Wire.Options))!;
    }

    static Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path) => client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), HttpCompletionOption.ResponseHeadersRead);
}
