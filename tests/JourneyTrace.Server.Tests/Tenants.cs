using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Server.Tests;

/// <summary>Two tenants on one server: neither sees anything of the other, by any operation, and by the database's own rules alone.</summary>
public sealed class Tenants(Cluster cluster) : IAsyncLifetime
{
    const string Operator = "operator-0123456789-0123456789-0123456789";

    // In every name that the one tenant's events hold.
    const string Marker = "acmeonly";

    ServerProcess _server = null!;
    string _database = "";

    public async ValueTask InitializeAsync()
    {
        _database = await cluster.Server.NewDatabaseAsync();
        _server = await ServerProcess.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["JOURNEYTRACE_ADMIN_KEY"] = Operator }, "serve", "--webhooks-to-private", "--postgres", _database);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Nothing_of_the_one_is_seen_by_the_other_at_any_operation()
    {
        await TenantAsync("acme");
        await TenantAsync("rival");
        // Who may see all that his tenant has.
        var (acme, rival) = (await PersonalAsync("acme"), await PersonalAsync("rival"));
        await FillAsync(acme, Marker);
        await FillAsync(rival, "rivals");

        var document = await rival.GetFromJsonAsync<JsonElement>("openapi/v1.json");
        var paths = document.GetProperty("paths").EnumerateObject().Where(p => p.Value.TryGetProperty("get", out _)).Select(p => p.Name).ToList();
        // What was asked stands in the audit log, in the words of who asked.
        paths.Remove("/v1/audit");
        paths.AddRange(["/jaeger/api/services", $"/jaeger/api/traces?service={Marker}-front&limit=20", $"/jaeger/api/services/{Marker}-front/operations", "/jaeger/api/dependencies?endTs=2000000000000&lookback=900000000000", "/jaeger/api/v3/services", $"/jaeger/api/v3/operations?service={Marker}-front", $"/jaeger/api/v3/trace-summaries?query.service_name={Marker}-front&query.num_traces=20&query.start_time_min=2026-01-01T00:00:00Z&query.start_time_max=2026-12-31T00:00:00Z"]);
        var ids = await IdsAsync(acme);
        var (own, seen) = (0, 0);
        foreach (var path in paths.SelectMany(path => Filled(path, ids)))
        {
            var (answer, foreign) = (await SaidAsync(acme, path), await SaidAsync(rival, path));
            Assert.True(!foreign.Contains(Marker, StringComparison.Ordinal) || EchoesQuestion(foreign), $"{path} says to the rival: {foreign}");
            own += answer.Contains(Marker, StringComparison.Ordinal) ? 1 : 0;
            seen++;
        }
        Assert.DoesNotContain(Marker, await PersonalCompany.SomeOfStreamAsync(rival), StringComparison.Ordinal);
        Assert.Contains(Marker, await PersonalCompany.SomeOfStreamAsync(acme), StringComparison.Ordinal);
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

    [Theory]
    [InlineData("Acme")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../etc")]
    public async Task What_is_no_name_of_a_tenant_is_refused(string name) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await As(Operator).PostAsJsonAsync("v1/tenants", new TenantItem(name), Wire.Options)).StatusCode);

    /// <summary>Statements without any condition of ours, by the role that all questions are asked by: row-level security alone.</summary>
    [Fact]
    public async Task The_database_alone_shows_and_changes_nothing_of_another()
    {
        var acme = await TenantAsync("acme");
        await FillAsync(acme, Marker);
        await acme.PostAsync("v1/events", new StringContent(Told.Json("bad", "nothing", "c", Told.Monday, "{}"), new MediaTypeHeaderValue("application/json")));
        await acme.PostAsJsonAsync("v1/webhooks", new NewWebhook($"https://{Marker}.example.org/"), Wire.Options);
        await acme.PutAsJsonAsync("v1/retention", new Retention(100), Wire.Options);
        await acme.PutAsync("v1/catalogue", new StringContent("""{"links":{"acmeonly-front":{"side":"front"}}}""", new MediaTypeHeaderValue("application/json")));
        await TenantAsync("rival");
        await SealedAsync();
        var (of, rows) = (await NumberAsync("acme"), 0);
        var other = await NumberAsync("rival");
        await using var own = await SessionAsync(of);
        await using var rival = await SessionAsync(other);
        foreach (var table in await TablesAsync(rival))
        {
            var held = await CountAsync(own, table);
            rows += held > 0 ? 1 : 0;
            Assert.True(held > 0 || !NotEmpty.Contains(table), $"{table} holds nothing that could be seen");
            await using (var seen = new NpgsqlCommand($"select count(*) from {table} where tenant = {of}", rival))
                Assert.Equal((table, 0L), (table, (long)(await seen.ExecuteScalarAsync())!));
            foreach (var (session, change) in ((NpgsqlConnection, string)[])[
                (rival, $"delete from {table} where tenant = {of}"), (rival, $"update {table} set tenant = tenant where tenant = {of}"),
                // Nor does anything of one's own become another's, in another's name.
                (own, $"update {table} set tenant = {other}"),
                (own, $"insert into {table} overriding system value select (jsonb_populate_record(null::{table}, to_jsonb(t) || '{{\"tenant\":{other}}}')).* from {table} as t limit 1"),
            ])
            {
                try
                {
                    await using var changed = new NpgsqlCommand(change, session);
                    Assert.Equal((change, 0), (change, await changed.ExecuteNonQueryAsync()));
                }
                catch (PostgresException e) when (e.SqlState is "42501" or "55000")
                {
                    // The role may not do that to anybody's rows, or not to those of others; nobody may to a view of several.
                }
            }
        }
        Assert.True(rows > 8, $"{rows} tables held rows of the tenant");
        await using var keys = new NpgsqlCommand("select count(*) from api_keys", rival);
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => keys.ExecuteScalarAsync())).SqlState);
    }

    static readonly string[] NotEmpty = ["webhooks", "retention", "personal_secrets", "personal_keys", "personal_cases", "personal_values", "dead_letters", "events", "event_keys", "case_names", "findings", "finding_changes", "journeys", "catalogue_versions", "seals", "checkpoints"];

    /// <summary>What was asked for may be named in a refusal.</summary>
    static bool EchoesQuestion(string answer) => answer.Contains("\"code\":\"not_found\"", StringComparison.Ordinal);

    static IEnumerable<string> Filled(string path, (string Letter, string Key, string Journey) ids)
    {
        if (path.Contains("dead-letters/{number}", StringComparison.Ordinal))
            return [path.Replace("{number}", ids.Letter, StringComparison.Ordinal)];
        var filled = path.TrimStart('/').Replace("{case}", $"{Marker}-1", StringComparison.Ordinal).Replace("{source}", Marker, StringComparison.Ordinal).Replace("{id}", "e-a", StringComparison.Ordinal)
            .Replace("{decision}", $"{Marker}-freeze", StringComparison.Ordinal).Replace("{procedure}", $"{Marker}-way", StringComparison.Ordinal).Replace("{link}", $"{Marker}-front", StringComparison.Ordinal);
        return filled.StartsWith("v1/findings/stream", StringComparison.Ordinal) || filled.StartsWith("v1/compare", StringComparison.Ordinal) ? [] : [filled, .. Asked(filled, ids)];
    }

    static IEnumerable<string> Asked(string path, (string Letter, string Key, string Journey) ids)
    {
        if (path is "v1/hotspots" or "v1/promises" or "v1/handoffs" or "v1/map")
            yield return path + $"?link={Marker}-front";
        if (path is "v1/hotspots" or "v1/cases")
            yield return path + "?asOf=2026-03-03T00:00:00Z";
        if (path is "v1/cases")
            yield return path + $"?q={Marker}";
        if (path.StartsWith("jaeger/api/services", StringComparison.Ordinal))
        {
            yield return "jaeger/api/traces/" + ids.Journey;
            yield return "jaeger/api/v3/traces/" + ids.Journey;
        }
    }

    static async Task<(string Letter, string Key, string Journey)> IdsAsync(HttpClient acme) => (
        (await acme.GetFromJsonAsync<JsonElement>("v1/dead-letters")).GetProperty("items")[0].GetProperty("number").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture),
        (await acme.GetFromJsonAsync<KeyList>("v1/keys", Wire.Options))!.Items[0].Id,
        (await acme.GetFromJsonAsync<JsonElement>($"v1/cases/{Marker}-1/journey")).EnumerateObject().First(p => p.Value.ValueKind == JsonValueKind.String).Value.GetString()!);

    static async Task FillAsync(HttpClient tenant, string name)
    {
        string[] events =
        [
            Told.Json("e-a", "case.opened", $"{name}-1", Told.Monday, $$"""{"kind":"{{name}}-kind","customer": { "id":"{{name}}-customer","segment":"{{name}}-segment" } }""", name),
            Told.Json("e-b", "promise.made", $"{name}-1", Told.Monday, $$"""{"promise":"{{name}}-promise","by":"{{name}}-front","within":"PT4H","what":"{{name}}-swap"}""", name),
            Told.Json("e-c", "handoff.requested", $"{name}-1", Told.Monday.AddMinutes(5), $$"""{"handoff":"h","from":"{{name}}-front","to":"{{name}}-depot","need":"{{name}}-part","inServiceOf":"{{name}}-promise"}""", name),
            Told.Json("e-d", "handoff.refused", $"{name}-1", Told.Monday.AddHours(6), $$"""{"handoff":"h","reason":"absence","decision":"{{name}}-freeze","note":"{{name}}"}""", name),
            Told.Json("e-f", "decision.taken", "organisation", Told.Monday, $$"""{"decision":"{{name}}-freeze","title":"{{name}}","links":["{{name}}-depot"],"from":"2026-01-01T00:00:00Z","to":"2026-12-31T00:00:00Z"}""", name),
            Told.Json("e-g", "customer.contacted", $"{name}-1", Told.Monday.AddHours(7), $$"""{"link":"{{name}}-front","channel":"{{name}}-phone","minutes":5}""", name),
            Told.Json("e-h", "complaint.voiced", $"{name}-1", Told.Monday.AddHours(8), $$"""{"complaint":"{{name}}-complaint","at":"{{name}}-front"}""", name),
            Told.Json("e-i", "activity.recorded", $"{name}-1", Told.Monday.AddHours(1), $$"""{"activity":"{{name}}-activity","link":"{{name}}-depot"}""", name),
            Told.Json("e-j", "effect.recorded", $"{name}-1", Told.Monday.AddHours(9), $$"""{"what":"{{name}}-effect","side":"internal","amount":5,"unit":"{{name}}-unit"}""", name),
            Told.Json("e-e", "case.opened", $"{name}-2", Told.Monday, $$"""{"kind":"{{name}}-kind"}""", name),
        ];
        var answer = await tenant.PostAsync("v1/events", new StringContent("[" + string.Join(',', events) + "]", new MediaTypeHeaderValue("application/json")));
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, said);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await tenant.PostAsync("v1/events", new StringContent(Told.Json("bad", "promise.made", $"{name}-1", Told.Monday, $$"""{"promise":"{{name}}-letter"}""", name), new MediaTypeHeaderValue("application/json")))).StatusCode);
        for (var i = 0; i < 200; i++)
        {
            if (await IsReplayedAsync(tenant, $"v1/events/{name}/e-e") && await IsReplayedAsync(tenant, $"v1/events/{name}/e-j"))
                return;
            await Task.Delay(50);
        }
        Assert.Fail("It was not replayed in 10 s");
    }

    static async Task<bool> IsReplayedAsync(HttpClient tenant, string path) => (await tenant.GetFromJsonAsync<JsonElement>(path)).GetProperty("replayed").ValueKind == JsonValueKind.True;

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

    /// <summary>Until the log is sealed.</summary>
    async Task SealedAsync()
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand("select count(*) from journeytrace.seals");
        for (var i = 0; (long)(await command.ExecuteScalarAsync())! == 0; i++)
        {
            Assert.True(i < 300, "Nothing was sealed in 30 s");
            await Task.Delay(100);
        }
    }

    async Task<int> NumberAsync(string tenant)
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand("select tenant from journeytrace.tenants where name = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = tenant });
        return (int)(await command.ExecuteScalarAsync())!;
    }

    async Task<NpgsqlConnection> SessionAsync(int tenant)
    {
        var connection = new NpgsqlConnection(_database + $";Options=-c role=journeytrace_app -c search_path=journeytrace -c journeytrace.tenant={tenant}");
        await connection.OpenAsync();
        return connection;
    }

    static async Task<List<string>> TablesAsync(NpgsqlConnection connection)
    {
        var tables = new List<string>();
        await using var command = new NpgsqlCommand("select table_name::text from information_schema.columns where table_schema = 'journeytrace' and column_name = 'tenant' and table_name <> 'tenants'", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            tables.Add(reader.GetString(0));
        return tables;
    }

    static async Task<long> CountAsync(NpgsqlConnection connection, string table)
    {
        await using var command = new NpgsqlCommand($"select count(*) from {table}", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
