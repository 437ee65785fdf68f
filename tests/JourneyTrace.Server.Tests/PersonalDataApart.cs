using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyTrace.Client;
using JourneyTrace.Postgres;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Personal data is kept apart from the log, whichever way it came, and seen by those who may.</summary>
public sealed class PersonalDataApart(Cluster cluster)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_exported_is_imported_as_it_was()
    {
        await using var server = await KeyedServer.StartAsync(await cluster.Server.NewDatabaseAsync());
        await PersonalCompany.FillAsync(server.AsOperator);
        var sent = PersonalCompany.Events.Select(e => JsonDocument.Parse(e).RootElement).ToDictionary(e => e.GetProperty("id").GetString()!, e => e.GetProperty("data"), StringComparer.Ordinal);
        foreach (var name in (string[])["c-1", "c-2", "c-3", "c-4"])
        {
            foreach (var item in (await server.AsOperator.GetFromJsonAsync<JsonElement>($"v1/cases/{name}/events", Stop)).GetProperty("items").EnumerateArray())
                Assert.True(JsonElement.DeepEquals(sent[item.GetProperty("id").GetString()!], item.GetProperty("data")), item.ToString());
        }
        // With pseudonyms, too: the same server knows them.
        var plain = (await server.WithAsync(new NewKey("analyst", ["intake", "read"]))).Client;
        var masked = (await plain.GetFromJsonAsync<JsonElement>("v1/cases/c-1/events", Stop)).GetProperty("items").EnumerateArray().Select(e =>
            Told.Json(e.GetProperty("id").GetString()!, e.GetProperty("type").GetString()!, "c-1", e.GetProperty("time").GetDateTime().ToUniversalTime(), e.GetProperty("data").GetRawText())).ToList();
        Assert.Matches("~[a-z2-7]{16}", masked[0]);
        Assert.Equal((masked.Count, 0L), ((int)(await PersonalCompany.PostAsync(plain, masked)).Duplicates, (await PersonalCompany.PostAsync(plain, masked)).Rejected));
        // As a check, as well.
        var judged = await plain.PostAsync("v1/events?dryRun=true", new StringContent(PersonalCompany.Events[0], new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")), Stop);
        Assert.Equal(1, (await judged.Content.ReadFromJsonAsync<PostAnswer>(Wire.Options, Stop))!.Duplicates);
    }

    /// <summary>Rows of a file: who did it and whose it is stand in them under names of their own, and those that are refused are quoted.</summary>
    [Fact]
    public async Task What_a_file_brings_is_kept_apart_as_well()
    {
        var database = await cluster.Server.NewDatabaseAsync();
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["JOURNEYTRACE_ADMIN_KEY"] = "operator-0123456789-0123456789-0123456789" }, "serve", "--postgres", database);
        using var http = new HttpClient { BaseAddress = server.Address, DefaultRequestHeaders = { Authorization = new("Bearer", "operator-0123456789-0123456789-0123456789") } };
        var folder = Directory.CreateTempSubdirectory("journeytrace-names-").FullName;
        var (file, mapping) = (Path.Combine(folder, "orders.csv"), Path.Combine(folder, "orders.yaml"));
        await File.WriteAllTextAsync(file, $"order,when,what,who,client\no-1,2026-03-02T09:00:00Z,begin,{PersonalCompany.Seller},{PersonalCompany.Customer}\no-1,2026-03-02T10:00:00Z,end,{PersonalCompany.Seller},{PersonalCompany.Customer}\no-1,never,fail,{PersonalCompany.Seller},{PersonalCompany.Customer}\n", Stop);
        await File.WriteAllTextAsync(mapping, "format: csv\ncase: order\ntime: when\nactivity: what\nlink: { is: store }\nperson: who\ncustomer-id: client\n", Stop);
        var imported = await ServerProcess.RunAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["JOURNEYTRACE_KEY"] = "operator-0123456789-0123456789-0123456789" }, "import", file, "--mapping", mapping, "--server", server.Address.ToString());
        Assert.True(imported.ExitCode is 0 or 3, imported.Error);
        Directory.Delete(folder, recursive: true);
        foreach (var secret in (string[])[PersonalCompany.Customer, PersonalCompany.Seller])
            Assert.Equal([], await PersonalCompany.StandsInAsync(database, secret));
        var made = await (await http.PostAsJsonAsync("v1/keys", new NewKey("analyst", ["read", "intake"]), Wire.Options, Stop)).Content.ReadFromJsonAsync<MadeKey>(Wire.Options, Stop);
        using var plain = new HttpClient { BaseAddress = server.Address, DefaultRequestHeaders = { Authorization = new("Bearer", made!.Key) } };
        foreach (var path in (string[])["v1/cases/o-1/events", "v1/dead-letters", "v1/export/csv", "v1/export/xes", "v1/export/ocel"])
        {
            var (seen, masked) = (await PlainlyAsync(http, path), await PlainlyAsync(plain, path));
            Assert.Contains(PersonalCompany.Seller, seen, StringComparison.Ordinal);
            Assert.DoesNotContain(PersonalCompany.Seller, masked, StringComparison.Ordinal);
            Assert.DoesNotContain(PersonalCompany.Customer, masked, StringComparison.Ordinal);
        }
        Assert.Equal(1, (await PersonalCompany.ForgetAsync(http, new WhoseData(PersonalCompany.Customer))).DeadLetters);
        foreach (var path in (string[])["v1/cases/o-1/events", "v1/dead-letters"])
            Assert.DoesNotContain(PersonalCompany.Seller, await PlainlyAsync(http, path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_of_before_are_known_again()
    {
        var database = await cluster.Server.NewDatabaseAsync();
        await using (var store = new PostgresStore(database))
        {
            await store.MigrateAsync(Stop);
            // As a server stored it that knew no pseudonyms.
            await (await store.TenantAsync("default", Stop)).Log.AppendAsync([Told.Event("old", "obstacle.met", "c-1", Told.Monday, """{"obstacle":"o","at":"store","cause":"queue","person":"Anna"}""")], Stop);
        }
        await using var server = await KeyedServer.StartAsync(database);
        Assert.Equal(1, (await PersonalCompany.PostAsync(server.AsOperator, Told.Json("old", "obstacle.met", "c-1", Told.Monday, """{"obstacle":"o","at":"store","cause":"queue","person":"Anna"}"""))).Duplicates);
        Assert.Equal(1, (await PersonalCompany.PostAsync(server.AsOperator, Told.Json("old", "obstacle.met", "c-1", Told.Monday, """{"obstacle":"o","at":"store","cause":"queue","person":"Berta"}"""))).Rejected);
    }

    [Fact]
    public async Task A_customer_is_told_all_that_is_stored()
    {
        await using var server = await KeyedServer.StartAsync(await cluster.Server.NewDatabaseAsync());
        await PersonalCompany.FillAsync(server.AsOperator);
        var answer = await server.AsOperator.PostAsJsonAsync("v1/personal/export", new WhoseData(PersonalCompany.Customer), Wire.Options, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var said = await answer.Content.ReadAsStringAsync(Stop);
        var data = JsonSerializer.Deserialize<CustomerData>(said, Wire.Options)!;
        Assert.Equal(["c-1", "c-3"], data.Cases.Select(c => c.Case));
        Assert.Equal(PersonalCompany.Rejected.Take(3).Order(StringComparer.Ordinal), data.DeadLetters.Select(letter => letter.Body).Order(StringComparer.Ordinal));
        Assert.Equal(11, data.Cases[0].Events.Count);
        foreach (var secret in PersonalCompany.Secrets)
            Assert.Contains(secret, string.Concat(data.Cases.SelectMany(c => c.Events).Select(e => Regex.Unescape(e.GetRawText()))), StringComparison.Ordinal);
        Assert.DoesNotContain(PersonalCompany.Other, said, StringComparison.Ordinal);

        await PersonalCompany.ForgetAsync(server.AsOperator, new WhoseData(PersonalCompany.Customer));
        Assert.Equal(HttpStatusCode.NotFound, (await server.AsOperator.PostAsJsonAsync("v1/personal/export", new WhoseData(PersonalCompany.Customer), Wire.Options, Stop)).StatusCode);
        // A case that names nobody is forgotten by its own name.
        Assert.Contains("Emil", await server.AsOperator.GetStringAsync("v1/cases/c-4/events", Stop), StringComparison.Ordinal);
        Assert.Equal(1, (await PersonalCompany.ForgetAsync(server.AsOperator, new WhoseData(Case: "c-4"))).Keys);
        Assert.DoesNotContain("Emil", await server.AsOperator.GetStringAsync("v1/cases/c-4/events", Stop), StringComparison.Ordinal);
        Assert.Equal(0, (await PersonalCompany.ForgetAsync(server.AsOperator, new WhoseData(Case: "c-2"))).Keys);
    }

    [Fact]
    public async Task Who_may_not_see_it_can_neither_see_it_nor_make_a_key_that_can()
    {
        await using var server = await KeyedServer.StartAsync(await cluster.Server.NewDatabaseAsync());
        await PersonalCompany.FillAsync(server.AsOperator);
        var admin = (await server.WithAsync(new NewKey("admin", ["read", "intake", "admin"]))).Client;
        var seeing = await server.WithAsync(new NewKey("dpo", ["read", "personal"]));
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.PostAsJsonAsync("v1/keys", new NewKey("mine", ["personal"]), Wire.Options, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.PostAsJsonAsync($"v1/keys/{seeing.Made.Item.Id}/rotate", new Rotation(0), Wire.Options, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.PostAsJsonAsync("v1/personal/export", new WhoseData(PersonalCompany.Customer), Wire.Options, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await seeing.Client.PostAsJsonAsync("v1/personal/forget", new WhoseData(PersonalCompany.Customer), Wire.Options, Stop)).StatusCode);

        // What was rejected is shown with pseudonyms, or kept back where it is no JSON; who may see it gets it byte for byte.
        var letters = (await admin.GetFromJsonAsync<JsonElement>("v1/dead-letters", Stop)).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["personal", "personal", "personal", "personal"], letters.Select(letter => letter.GetProperty("withheld").GetString()));
        Assert.All(letters, letter => Assert.Equal(letter.GetProperty("code").GetString() == "invalid_json", letter.GetProperty("body").ValueKind == JsonValueKind.Null));
        async Task<List<JsonElement>> SeenAsync() => [.. (await seeing.Client.GetFromJsonAsync<JsonElement>("v1/dead-letters", Stop)).GetProperty("items").EnumerateArray().OrderBy(letter => letter.GetProperty("id").GetString() ?? "r3", StringComparer.Ordinal)];
        var whole = await SeenAsync();
        Assert.Equal(PersonalCompany.Rejected, whole.Select(letter => letter.GetProperty("body").GetString()!));
        var number = whole[0].GetProperty("number").GetInt64();

        // Who mends what was shown to him with pseudonyms loses nobody's name.
        var shown = letters.Single(letter => letter.GetProperty("id").GetString() == "r4");
        var sent = shown.GetProperty("body").GetString()!.Replace("\"promise\":\"q\"", "\"promise\":\"q\",\"by\":\"store\",\"within\":\"PT1H\"", StringComparison.Ordinal);
        Assert.DoesNotContain(PersonalCompany.Clerk, sent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await admin.PostAsync($"v1/dead-letters/{shown.GetProperty("number").GetInt64()}/retry", new StringContent(sent), Stop)).StatusCode);
        var kept = (await server.AsOperator.GetFromJsonAsync<JsonElement>("v1/cases/c-2/events", Stop)).GetProperty("items").EnumerateArray().Single(e => e.GetProperty("id").GetString() == "r4");
        Assert.Equal(PersonalCompany.Clerk, kept.GetProperty("data").GetProperty("person").GetString());

        await PersonalCompany.ForgetAsync(server.AsOperator, new WhoseData(PersonalCompany.Customer));
        Assert.Equal(["forgotten", "forgotten", "forgotten"], (await SeenAsync()).Select(letter => letter.GetProperty("withheld").GetString()));
        var retry = await admin.PostAsync($"v1/dead-letters/{number}/retry", null, Stop);
        Assert.Equal((HttpStatusCode.Conflict, "forgotten"), (retry.StatusCode, (await retry.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString()));
        var mended = await admin.PostAsync($"v1/dead-letters/{number}/retry", new StringContent(Told.Json("r1", "case.opened", "c-9", Told.Monday, """{"kind":"swap"}""")), Stop);
        Assert.Equal(HttpStatusCode.OK, mended.StatusCode);
    }

    /// <summary>What an answer says, without escapes; those of JSON within JSON, too.</summary>
    static async Task<string> PlainlyAsync(HttpClient client, string path) =>
        Regex.Replace(await client.GetStringAsync(path, Stop), @"\\+u(?<code>[0-9a-fA-F]{4})", m => ((char)Convert.ToUInt16(m.Groups["code"].Value, 16)).ToString(), RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
}
