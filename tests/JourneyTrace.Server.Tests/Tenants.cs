using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;
using static JourneyTrace.Server.Tests.TenantCompany;

namespace JourneyTrace.Server.Tests;

/// <summary>Two tenants on one server: neither sees anything of the other, by any operation.</summary>
public abstract class TenantsApart(Cluster cluster) : IAsyncLifetime
{
    const string Operator = "operator-0123456789-0123456789-0123456789";

    ServerProcess _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerProcess.StartAsync(Program, new Dictionary<string, string>(StringComparer.Ordinal) { ["JOURNEYTRACE_ADMIN_KEY"] = Operator }, "serve", "--webhooks-to-private", "--postgres", await cluster.Server.NewDatabaseAsync());
    }

    public virtual async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What serves them.</summary>
    protected abstract string Program { get; }

    [Fact]
    public async Task Nothing_of_the_one_is_seen_by_the_other_at_any_operation()
    {
        await TenantAsync("acme");
        await TenantAsync("rival");
        // Who may see all that his tenant has.
        var (acme, rival) = (await PersonalAsync("acme"), await PersonalAsync("rival"));
        await FillAsync(rival, "rivals");
        var before = await TenantFigures.SettledAsync(rival);
        await FillAsync(acme, Marker);
        // No figure counts what is another's, either.
        Assert.Equal(before, await TenantFigures.SaidAsync(rival));
        Assert.Equal(2, (await (await rival.PostAsync("v1/verify", null)).Content.ReadFromJsonAsync<VerifyAnswer>(Wire.Options))!.Cases);
        // Before anybody asks in words that are another's: his own words stand in it.
        await AuditedApartAsync(acme, rival);

        var document = await rival.GetFromJsonAsync<JsonElement>("openapi/v1.json");
        var paths = document.GetProperty("paths").EnumerateObject().Where(p => p.Value.TryGetProperty("get", out _)).Select(p => p.Name).ToList();
        paths.Remove("/v1/audit");
        paths.AddRange(["/jaeger/api/services", $"/jaeger/api/traces?service={Marker}-front&limit=20", $"/jaeger/api/services/{Marker}-front/operations", $"/jaeger/api/operations?service={Marker}-front", $"/jaeger/api/v3/traces?query.service_name={Marker}-front&query.num_traces=20&query.start_time_min=2026-01-01T00:00:00Z&query.start_time_max=2026-12-31T00:00:00Z", "/jaeger/api/dependencies?endTs=2000000000000&lookback=900000000000", "/jaeger/api/v3/services", $"/jaeger/api/v3/operations?service={Marker}-front", $"/jaeger/api/v3/trace-summaries?query.service_name={Marker}-front&query.num_traces=20&query.start_time_min=2026-01-01T00:00:00Z&query.start_time_max=2026-12-31T00:00:00Z"]);
        var ids = await IdsAsync(acme);
        var (own, seen) = (0, 0);
        foreach (var path in paths.SelectMany(path => Filled(path, ids)))
        {
            var (answer, foreign) = (await SaidAsync(acme, path), await SaidAsync(rival, path));
            Assert.True(!foreign.Contains(Marker, StringComparison.Ordinal) || EchoesQuestion(foreign), $"{path} says to the rival: {foreign}");
            own += answer.Contains(Marker, StringComparison.Ordinal) ? 1 : 0;
            seen++;
        }
        var (theirs, ours) = (await PersonalCompany.SomeOfStreamAsync(rival), await PersonalCompany.SomeOfStreamAsync(acme));
        Assert.True(theirs.Contains("rivals-1", StringComparison.Ordinal) && !theirs.Contains(Marker, StringComparison.Ordinal), theirs);
        Assert.True(ours.Contains($"{Marker}-1", StringComparison.Ordinal) && !ours.Contains("rivals", StringComparison.Ordinal), ours);
        var compared = await rival.GetFromJsonAsync<JsonElement>($"v1/compare?a=link%3D{Marker}-front&b=kind%3D{Marker}-kind");
        Assert.Equal((0, 0), (compared.GetProperty("a").GetProperty("promises").GetInt32(), compared.GetProperty("b").GetProperty("promises").GetInt32()));
        foreach (var path in (string[])[$"v1/dead-letters/{ids.Letter}/retry", $"v1/keys/{ids.Key}/rotate", $"v1/cases/{Marker}-1/what-if"])
        {
            var answer = await rival.PostAsync(path, new StringContent(path.EndsWith("what-if", StringComparison.Ordinal) ? """{"drop":[{"cause":"absence"}]}""" : """{"graceSeconds":0}""", new MediaTypeHeaderValue("application/json")));
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
        Assert.DoesNotContain(Marker, await (await rival.PostAsync("v1/what-if", new StringContent($$"""{"drop":[{"decision":"{{Marker}}-freeze"}]}""", new MediaTypeHeaderValue("application/json")))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // It is no wonder that nothing is seen where there is nothing.
        Assert.True(own > 40 && seen > 60, $"{own} of {seen} operations say something of the tenant's own to himself");
        Assert.Equal(2, (await acme.GetFromJsonAsync<JsonElement>("v1/cases")).GetProperty("items").GetArrayLength());
        Assert.Equal(2, (await rival.GetFromJsonAsync<JsonElement>("v1/cases")).GetProperty("items").GetArrayLength());

        // The same source and id are another event for another tenant; nothing is a duplicate, or in conflict.
        Assert.Equal((1, 0), await CountsAsync(rival, Told.Json("e-a", "case.opened", "c", Told.Monday, """{"kind":"k"}""", Marker)));
        Assert.Equal(0, (await As(Operator).GetFromJsonAsync<JsonElement>("v1/cases")).GetProperty("items").GetArrayLength());
    }

    static async Task AuditedApartAsync(HttpClient acme, HttpClient rival)
    {
        await Eventually.HoldsAsync("What was asked does not stand in the audit log", async () => (await SaidAsync(acme, "v1/audit?limit=1000")).Contains($"{Marker}/e-e", StringComparison.Ordinal));
        var (keys, audit) = ((await rival.GetFromJsonAsync<KeyList>("v1/keys", Wire.Options))!.Items.Select(k => k.Id).ToHashSet(StringComparer.Ordinal), (await rival.GetFromJsonAsync<Page<AuditItem>>("v1/audit?limit=1000", Wire.Options))!.Items);
        Assert.Contains(audit, entry => entry.Path.Contains("rivals/e-e", StringComparison.Ordinal));
        Assert.All(audit, entry => Assert.True(keys.Contains(entry.Caller) && !entry.Path.Contains(Marker, StringComparison.Ordinal), entry.ToString()));
        Assert.All((await rival.GetFromJsonAsync<KeyList>("v1/keys", Wire.Options))!.Items, key => Assert.Equal("rival", key.Tenant));
    }

    /// <summary>Webhooks, people and what is kept of them, and rules are each tenant's own.</summary>
    [Fact]
    public async Task What_the_one_sends_keeps_and_forgets_is_his_own()
    {
        var (acme, rival) = (await TenantAsync("acme"), await TenantAsync("rival"));
        await using var told = await WebhookReceiver.StartAsync();
        await using var others = await WebhookReceiver.StartAsync();
        await acme.PostAsJsonAsync("v1/webhooks", new NewWebhook(told.Address), Wire.Options);
        await rival.PostAsJsonAsync("v1/webhooks", new NewWebhook(others.Address), Wire.Options);
        await FillAsync(acme, Marker);
        await FillAsync(rival, "rivals");
        Assert.All(await told.TakenAsync(1), e => Assert.Equal("acme", e.Tenant));
        Assert.All(await others.TakenAsync(1), e => Assert.Equal("rival", e.Tenant));
        Assert.DoesNotContain(others.Requests, r => System.Text.Encoding.UTF8.GetString(r.Body).Contains(Marker, StringComparison.Ordinal));
        Assert.Contains(told.Requests, r => System.Text.Encoding.UTF8.GetString(r.Body).Contains(Marker, StringComparison.Ordinal));
        foreach (var webhook in (await rival.GetFromJsonAsync<WebhookList>("v1/webhooks", Wire.Options))!.Items)
            await rival.DeleteAsync("v1/webhooks/" + webhook.Id);
        var made = (await (await acme.PostAsJsonAsync("v1/webhooks", new NewWebhook($"https://{Marker}.example.org/"), Wire.Options)).Content.ReadFromJsonAsync<MadeWebhook>(Wire.Options))!;
        Assert.Equal(HttpStatusCode.OK, (await acme.PutAsJsonAsync("v1/retention", new Retention(100), Wire.Options)).StatusCode);
        Assert.Empty((await rival.GetFromJsonAsync<WebhookList>("v1/webhooks", Wire.Options))!.Items);
        Assert.Equal(HttpStatusCode.NotFound, (await rival.DeleteAsync("v1/webhooks/" + made.Item.Id)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await rival.PostAsync($"v1/webhooks/{made.Item.Id}/resume", null)).StatusCode);
        Assert.Equal(new Retention(), await rival.GetFromJsonAsync<Retention>("v1/retention", Wire.Options));
        var whose = new WhoseData($"{Marker}-customer");
        Assert.Equal(0, (await (await rival.PostAsJsonAsync("v1/personal/forget", whose, Wire.Options)).Content.ReadFromJsonAsync<Forgotten>(Wire.Options))!.Keys);
        Assert.Equal(HttpStatusCode.NotFound, (await (await PersonalAsync("rival")).PostAsJsonAsync("v1/personal/export", whose, Wire.Options)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await (await PersonalAsync("acme")).PostAsJsonAsync("v1/personal/export", whose, Wire.Options)).StatusCode);
        Assert.Contains($"{Marker}-customer", await SaidAsync(await PersonalAsync("acme"), "v1/cases"), StringComparison.Ordinal);
    }

    async Task<HttpClient> PersonalAsync(string tenant) =>
        As((await (await As(Operator).PostAsJsonAsync("v1/keys", new NewKey("dpo", ["intake", "read", "admin", "personal"], Tenant: tenant), Wire.Options)).Content.ReadFromJsonAsync<MadeKey>(Wire.Options))!.Key);

    [Fact]
    public async Task What_the_one_changes_the_other_does_not_notice()
    {
        var (acme, rival) = (await TenantAsync("acme"), await TenantAsync("rival"));
        await FillAsync(acme, Marker);
        await FillAsync(rival, "rivals");
        var before = await HotspotsAsync(rival);
        var put = await acme.PutAsync("v1/catalogue", new StringContent("""{"links":{"acmeonly-front":{"side":"front"}}}""", new MediaTypeHeaderValue("application/json")));
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await rival.GetAsync("v1/catalogue?version=1")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await acme.PostAsync("v1/replay", null)).StatusCode);
        Assert.Equal(before, await HotspotsAsync(rival));

        // Keys are of their tenant, too.
        var key = (await (await acme.PostAsJsonAsync("v1/keys", new NewKey("third", ["read"]), Wire.Options)).Content.ReadFromJsonAsync<MadeKey>(Wire.Options))!.Item;
        Assert.Equal("acme", key.Tenant);
        Assert.DoesNotContain(key.Id, await SaidAsync(rival, "v1/keys"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await rival.DeleteAsync("v1/keys/" + key.Id)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await rival.PostAsJsonAsync("v1/keys", new NewKey("spy", ["read"], Tenant: "acme"), Wire.Options)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await rival.GetAsync("v1/tenants")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await rival.PostAsJsonAsync("v1/tenants", new TenantItem("mine"), Wire.Options)).StatusCode);
    }

    [Fact]
    public async Task A_tenant_is_served_on_when_who_asked_first_goes_away()
    {
        var late = await TenantAsync("late");
        using (var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(150)))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await (await late.GetStreamAsync("v1/findings/stream", soon.Token)).CopyToAsync(Stream.Null, soon.Token));
        await FillAsync(late, "late");
        Assert.Equal(2, (await late.GetFromJsonAsync<JsonElement>("v1/cases")).GetProperty("items").GetArrayLength());
    }

    async Task<HttpClient> TenantAsync(string name)
    {
        Assert.Equal(HttpStatusCode.Created, (await As(Operator).PostAsJsonAsync("v1/tenants", new TenantItem(name), Wire.Options)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await As(Operator).PostAsJsonAsync("v1/tenants", new TenantItem(name), Wire.Options)).StatusCode);
        var made = await As(Operator).PostAsJsonAsync("v1/keys", new NewKey(name, ["intake", "read", "admin"], Tenant: name), Wire.Options);
        return As((await made.Content.ReadFromJsonAsync<MadeKey>(Wire.Options))!.Key);
    }

    HttpClient As(string key) => new() { BaseAddress = _server.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    static async Task<string> SaidAsync(HttpClient client, string path) => await (await client.GetAsync(path)).Content.ReadAsStringAsync();

    /// <summary>But for how long what was never kept has been late, which grows by itself.</summary>
    static async Task<string> HotspotsAsync(HttpClient client) => System.Text.RegularExpressions.Regex.Replace(
        await SaidAsync(client, "v1/hotspots"), "\"excessSeconds\":[0-9.]+", "\"excessSeconds\":0", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    static async Task<(long Accepted, long Duplicates)> CountsAsync(HttpClient client, string body)
    {
        var answer = await client.PostAsync("v1/events", new StringContent(body, new MediaTypeHeaderValue("application/json")));
        var counts = (await answer.Content.ReadFromJsonAsync<PostAnswer>(Wire.Options))!;
        return (counts.Accepted, counts.Duplicates);
    }
}

/// <summary>With the program as it is.</summary>
public sealed class Tenants(Cluster cluster) : TenantsApart(cluster)
{
    protected override string Program => ServerProcess.Program;
}

/// <summary>With a program whose statements ask for no tenant any more: row-level security alone keeps them apart, at every operation.</summary>
public sealed class TenantsWithoutFilters(Cluster cluster) : TenantsApart(cluster)
{
    readonly ProgramWithoutFilters _program = new();

    protected override string Program => _program.Path;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _program.Dispose();
        GC.SuppressFinalize(this);
    }
}
