using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyTrace.Client;
using JourneyTrace.Postgres;
using JourneyTrace.Storage;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Personal data is kept apart, seen by those who may, and unreadable for everybody once its key is destroyed.</summary>
public sealed class ForgettingCustomers(Cluster cluster)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_a_forgotten_customer_is_left_and_every_figure_stays()
    {
        var database = await cluster.Server.NewDatabaseAsync();
        await using var server = await KeyedServer.StartAsync(database);
        var personal = (await server.WithAsync(new NewKey("dpo", ["intake", "read", "admin", "personal"]))).Client;
        var plain = (await server.WithAsync(new NewKey("analyst", ["intake", "read", "admin"]))).Client;
        await PersonalCompany.FillAsync(plain);

        // Nothing of it stands anywhere as it is, even before; who may see it does.
        foreach (var secret in PersonalCompany.Secrets.Append(PersonalCompany.Clerk))
            Assert.Equal([], await PersonalCompany.StandsInAsync(database, secret));
        var (seen, before) = (await PersonalCompany.AnswersAsync(personal), await PersonalCompany.AnswersAsync(plain));
        foreach (var secret in PersonalCompany.Secrets.Append(PersonalCompany.Clerk))
        {
            Assert.Equal([], Saying(before, secret));
            Assert.True(Saying(seen, secret).Count > 3, $"{secret} is shown by {string.Join(", ", Saying(seen, secret))} alone");
        }
        foreach (var report in (string[])["map", "variants", "ping-pong", "temporal-profile", "rework", "waiting"])
            Assert.Contains(PersonalCompany.Clerk, seen[$"v1/{report}?by=person"], StringComparison.Ordinal);

        var forgotten = await ForgetAsync(server.AsOperator, new WhoseData(PersonalCompany.Customer));
        Assert.Equal((3, 3), ((int)forgotten.Cases, (int)forgotten.DeadLetters));
        Assert.True(forgotten is { Keys: >= 1, Values: >= 6 }, forgotten.ToString());
        Assert.Equal(0, (await ForgetAsync(server.AsOperator, new WhoseData(PersonalCompany.Customer))).Keys);

        foreach (var secret in PersonalCompany.Secrets)
            Assert.Equal([], await PersonalCompany.StandsInAsync(database, secret));
        var (after, left) = (await PersonalCompany.AnswersAsync(plain), await PersonalCompany.AnswersAsync(personal));
        foreach (var secret in PersonalCompany.Secrets)
            Assert.Equal([], Saying(left, secret));
        // The clerk is known from other customers' cases, and from the forgotten one's no more.
        Assert.DoesNotContain(PersonalCompany.Clerk, left["v1/cases/c-1/events"], StringComparison.Ordinal);
        Assert.Contains(PersonalCompany.Clerk, left["v1/export/xes"], StringComparison.Ordinal);
        Assert.Contains(PersonalCompany.Other, left["v1/cases"], StringComparison.Ordinal);
        Assert.Equal(Figures(before), Figures(after));
        Assert.True((await (await server.AsOperator.PostAsync("v1/verify", null, Stop)).Content.ReadFromJsonAsync<VerifyAnswer>(Wire.Options, Stop))!.Equal);
        Assert.DoesNotContain(PersonalCompany.Customer, await server.AsOperator.GetStringAsync("v1/audit", Stop), StringComparison.Ordinal);
        foreach (var secret in PersonalCompany.Secrets)
            Assert.DoesNotContain(secret, server.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_sends_it_all_again_sends_duplicates_and_brings_nothing_back()
    {
        var database = await cluster.Server.NewDatabaseAsync();
        await using var server = await KeyedServer.StartAsync(database);
        await PersonalCompany.FillAsync(server.AsOperator);
        async Task AgainAsync(IEnumerable<string> events, string what)
        {
            var answer = await PersonalCompany.PostAsync(server.AsOperator, events);
            Assert.Equal((what, 0L, (long)PersonalCompany.Events.Count, 0L), (what, answer.Accepted, answer.Duplicates, answer.Rejected));
        }
        await AgainAsync(PersonalCompany.Events, "the same");
        await ForgetAsync(server.AsOperator, new WhoseData(PersonalCompany.Customer));
        await AgainAsync(PersonalCompany.Events, "after it was forgotten");
        Assert.Equal(PersonalCompany.Rejected.Count, (await PersonalCompany.PostAsync(server.AsOperator, PersonalCompany.Rejected)).Rejected);
        // What a case that was forgotten brings later is counted, and not readable either.
        Assert.Equal(1, (await PersonalCompany.PostAsync(server.AsOperator, Told.Json("late", "obstacle.met", "c-1", Told.Monday.AddHours(9), $$"""{"obstacle":"o2","at":"store","cause":"queue","person":"{{PersonalCompany.Seller}}"}"""))).Accepted);
        var events = await server.AsOperator.GetStringAsync("v1/cases/c-1/events", Stop);
        foreach (var secret in PersonalCompany.Secrets)
            Assert.DoesNotContain(secret, events, StringComparison.Ordinal);
        Assert.Contains("\"late\"", events, StringComparison.Ordinal);

        // A customer who comes back is known again by what he brings then, and by that alone.
        await PersonalCompany.PostAsync(server.AsOperator, Told.Json("n1", "case.opened", "c-new", Told.Monday.AddDays(9), $$"""{"kind":"swap","customer":{"id":"{{PersonalCompany.Customer}}"} }"""));
        Assert.Contains(PersonalCompany.Customer, await server.AsOperator.GetStringAsync("v1/cases/c-new/events", Stop), StringComparison.Ordinal);
        Assert.DoesNotContain(PersonalCompany.Customer, await server.AsOperator.GetStringAsync("v1/cases/c-1/events", Stop), StringComparison.Ordinal);
    }

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
        Assert.Equal(1, (await ForgetAsync(http, new WhoseData(PersonalCompany.Customer))).DeadLetters);
        foreach (var path in (string[])["v1/cases/o-1/events", "v1/dead-letters"])
            Assert.DoesNotContain(PersonalCompany.Seller, await PlainlyAsync(http, path), StringComparison.Ordinal);
    }

    /// <summary>What an answer says, without escapes; those of JSON within JSON, too.</summary>
    static async Task<string> PlainlyAsync(HttpClient client, string path) =>
        Regex.Replace(await client.GetStringAsync(path, Stop), @"\\+u(?<code>[0-9a-fA-F]{4})", m => ((char)Convert.ToUInt16(m.Groups["code"].Value, 16)).ToString(), RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    /// <summary>Somebody whose id is a number, and letters that name no case: what is not his stays, and can be read ever after.</summary>
    [Fact]
    public async Task Forgetting_one_takes_nothing_from_others()
    {
        await using var server = await KeyedServer.StartAsync(await cluster.Server.NewDatabaseAsync());
        string[] rejected = ["""{"specversion":"1.0","id":"n1","data":{"customer":{"id":"47"}}}""", "row 1, order 470, 47", "row 2, order 1470, phone 0147", """{"id":"n2","note":"z\u00e9ro"}""", """{"who":"Z\u00eano Verylong" """];
        await PersonalCompany.PostAsync(server.AsOperator, [.. rejected, Told.Json("o", "case.opened", "c-1", Told.Monday, """{"kind":"k","customer":{"id":"47","name":"Zêno Verylong"} }""")]);
        var forgotten = await ForgetAsync(server.AsOperator, new WhoseData("47"));
        Assert.Equal(3, forgotten.DeadLetters);
        async Task<List<string?>> LeftAsync() => [.. (await server.AsOperator.GetFromJsonAsync<JsonElement>("v1/dead-letters", Stop)).GetProperty("items").EnumerateArray().Select(letter => letter.GetProperty("body").GetString()).Where(body => body is not null)];
        Assert.Equal(new[] { rejected[2], rejected[3] }.Order(StringComparer.Ordinal), (await LeftAsync()).Order(StringComparer.Ordinal));
        // Letters of nobody in particular are read on.
        await PersonalCompany.PostAsync(server.AsOperator, "row 3, of nobody");
        Assert.Contains("row 3, of nobody", await LeftAsync());
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

        await ForgetAsync(server.AsOperator, new WhoseData(PersonalCompany.Customer));
        Assert.Equal(HttpStatusCode.NotFound, (await server.AsOperator.PostAsJsonAsync("v1/personal/export", new WhoseData(PersonalCompany.Customer), Wire.Options, Stop)).StatusCode);
        // A case that names nobody is forgotten by its own name.
        Assert.Contains("Emil", await server.AsOperator.GetStringAsync("v1/cases/c-4/events", Stop), StringComparison.Ordinal);
        Assert.Equal(1, (await ForgetAsync(server.AsOperator, new WhoseData(Case: "c-4"))).Keys);
        Assert.DoesNotContain("Emil", await server.AsOperator.GetStringAsync("v1/cases/c-4/events", Stop), StringComparison.Ordinal);
        Assert.Equal(0, (await ForgetAsync(server.AsOperator, new WhoseData(Case: "c-2"))).Keys);
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

        await ForgetAsync(server.AsOperator, new WhoseData(PersonalCompany.Customer));
        Assert.Equal(["forgotten", "forgotten", "forgotten"], (await SeenAsync()).Select(letter => letter.GetProperty("withheld").GetString()));
        var retry = await admin.PostAsync($"v1/dead-letters/{number}/retry", null, Stop);
        Assert.Equal((HttpStatusCode.Conflict, "forgotten"), (retry.StatusCode, (await retry.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString()));
        var mended = await admin.PostAsync($"v1/dead-letters/{number}/retry", new StringContent(Told.Json("r1", "case.opened", "c-9", Told.Monday, """{"kind":"swap"}""")), Stop);
        Assert.Equal(HttpStatusCode.OK, mended.StatusCode);
    }

    [Theory]
    [InlineData("v1/personal/forget", "{}", 422, "")]
    [InlineData("v1/personal/forget", """{"customer":"a","case":"b"}""", 422, "")]
    [InlineData("v1/personal/forget", """{"customer":""}""", 422, "/customer")]
    [InlineData("v1/personal/forget", """{"case":"a\u0000b"}""", 422, "/case")]
    [InlineData("v1/personal/forget", """{"person":"a"}""", 400, "/person")]
    [InlineData("v1/personal/forget", "[]", 400, "")]
    [InlineData("v1/personal/export", """{"case":"c-1"}""", 422, "/customer")]
    [InlineData("v1/personal/export", """{"customer":"nobody"}""", 404, "")]
    [InlineData("v1/personal/export?customer=a", """{"customer":"nobody"}""", 400, "?customer")]
    public async Task What_is_not_understood_is_refused(string path, string body, int status, string pointer)
    {
        await using var server = await KeyedServer.StartAsync(await cluster.Server.NewDatabaseAsync());
        var answer = await server.AsOperator.PostAsync(path, new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")), Stop);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal((status, pointer), ((int)answer.StatusCode, problem.TryGetProperty("pointer", out var at) ? at.GetString() : ""));
    }

    [Fact]
    public async Task What_was_kept_for_as_long_as_was_said_is_destroyed()
    {
        var database = await cluster.Server.NewDatabaseAsync();
        await using var server = await KeyedServer.StartAsync(database);
        await PersonalCompany.FillAsync(server.AsOperator);
        foreach (var (body, pointer) in (IEnumerable<(string, string)>)[("""{"personalDays":0}""", "/personalDays"), ("""{"auditDays":-3}""", "/auditDays"), ("""{"deadLetterDays":99999}""", "/deadLetterDays")])
        {
            var refused = await server.AsOperator.PutAsync("v1/retention", new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")), Stop);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, pointer), (refused.StatusCode, (await refused.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("pointer").GetString()));
        }
        Assert.Equal(new Retention(), await server.AsOperator.GetFromJsonAsync<Retention>("v1/retention", Wire.Options, Stop));
        var rules = new Retention(30, 10, 20);
        Assert.Equal(rules, await (await server.AsOperator.PutAsJsonAsync("v1/retention", rules, Wire.Options, Stop)).Content.ReadFromJsonAsync<Retention>(Wire.Options, Stop));

        await using var store = new PostgresStore(database);
        var kept = (await store.TenantAsync("default", Stop)).Personal;
        var said = await kept.RetentionAsync(Stop);
        Assert.Equal(new RetentionRules(30, 10, 20), said);
        Assert.Equal(new ForgottenData(0, 0, 0, 0), await kept.ForgetOldAsync(said, DateTime.UtcNow.AddDays(9), Stop));
        Assert.Equal(4, (await kept.ForgetOldAsync(said, DateTime.UtcNow.AddDays(11), Stop)).DeadLetters);
        Assert.Contains(PersonalCompany.Customer, await server.AsOperator.GetStringAsync("v1/cases", Stop), StringComparison.Ordinal);
        var old = await kept.ForgetOldAsync(said, DateTime.UtcNow.AddDays(31), Stop);
        Assert.True(old is { Keys: 3, Cases: 5 }, old.ToString());
        Assert.DoesNotContain(PersonalCompany.Customer, await server.AsOperator.GetStringAsync("v1/cases", Stop), StringComparison.Ordinal);
        Assert.DoesNotContain("/v1/cases/c-1", await server.AsOperator.GetStringAsync("v1/audit", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operators_key_is_needed_to_read_what_it_closed()
    {
        var (database, key) = (await cluster.Server.NewDatabaseAsync(), Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));
        Dictionary<string, string> With(string? value) => new(StringComparer.Ordinal) { ["JOURNEYTRACE_PERSONAL_KEY"] = value ?? "" };
        await using (var server = await KeyedServer.StartAsync(database, With(key)))
            await PersonalCompany.FillAsync(server.AsOperator);
        foreach (var (wrong, said) in (IEnumerable<(string?, string)>)[(null, "set JOURNEYTRACE_PERSONAL_KEY"), (Convert.ToBase64String(new byte[32]), "another JOURNEYTRACE_PERSONAL_KEY"), ("short", "openssl rand -base64 32")])
        {
            var (code, _, error) = await ServerProcess.RunAsync(With(wrong), "serve", "--postgres", database, "--urls", "http://127.0.0.1:0");
            Assert.Equal(1, code);
            Assert.Contains(said, error, StringComparison.Ordinal);
        }
        await using var again = await KeyedServer.StartAsync(database, With(key));
        Assert.Contains(PersonalCompany.Customer, await again.AsOperator.GetStringAsync("v1/cases", Stop), StringComparison.Ordinal);
        await using var source = Npgsql.NpgsqlDataSource.Create(database);
        await using var bare = source.CreateCommand("select count(*) from journeytrace.personal_keys where get_byte(key, 0) <> 1 or length(key) <> 61");
        Assert.Equal(0L, await bare.ExecuteScalarAsync(Stop));
    }

    /// <summary>A server that began without the operator's key is closed with it later; what was kept before is read, and nobody reads what came since without it.</summary>
    [Fact]
    public async Task The_operators_key_may_come_later()
    {
        var (database, key) = (await cluster.Server.NewDatabaseAsync(), Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));
        Dictionary<string, string> With(string value) => new(StringComparer.Ordinal) { ["JOURNEYTRACE_PERSONAL_KEY"] = value };
        await using (var bare = await KeyedServer.StartAsync(database))
            await PersonalCompany.FillAsync(bare.AsOperator);
        await using (var closed = await KeyedServer.StartAsync(database, With(key)))
            Assert.Contains(PersonalCompany.Customer, await closed.AsOperator.GetStringAsync("v1/cases", Stop), StringComparison.Ordinal);
        foreach (var wrong in (string[])["", Convert.ToBase64String(new byte[32])])
            Assert.Equal(1, (await ServerProcess.RunAsync(With(wrong), "serve", "--postgres", database, "--urls", "http://127.0.0.1:0")).ExitCode);
    }

    [Fact]
    public async Task Servers_that_are_told_at_once_leave_nothing_readable()
    {
        var database = await cluster.Server.NewDatabaseAsync();
        await using var one = await KeyedServer.StartAsync(database);
        await using var two = await KeyedServer.StartAsync(database);
        var clients = new[] { one.AsOperator, two.AsOperator };
        await Parallel.ForEachAsync(Enumerable.Range(0, 60), new ParallelOptions { MaxDegreeOfParallelism = 12, CancellationToken = Stop }, async (i, _) =>
        {
            var (@case, client) = ($"p-{i % 10}", clients[i / 10 % 2]);
            await PersonalCompany.PostAsync(client, i % 3 == 0
                ? Told.Json($"o-{i}", "case.opened", @case, Told.Monday, $$"""{"kind":"swap","customer":{"id":"{{PersonalCompany.Customer}}"} }""")
                : Told.Json($"a-{i}", "activity.recorded", @case, Told.Monday.AddMinutes(i), $$"""{"activity":"a","person":"{{PersonalCompany.Seller}}"}"""));
        });
        Assert.Contains(PersonalCompany.Seller, await two.AsOperator.GetStringAsync("v1/cases/p-1/events", Stop), StringComparison.Ordinal);
        await ForgetAsync(one.AsOperator, new WhoseData(PersonalCompany.Customer));
        // The other server remembers the keys for writing; what it still seals with them is kept nowhere.
        for (var i = 0; i < 10; i++)
        {
            await PersonalCompany.PostAsync(two.AsOperator, Told.Json($"late-{i}", "activity.recorded", $"p-{i}", Told.Monday.AddHours(i), $$"""{"activity":"a","person":"{{PersonalCompany.Seller}} {{i}}"}"""));
            foreach (var client in clients)
            {
                var events = await client.GetStringAsync($"v1/cases/p-{i}/events", Stop);
                Assert.DoesNotContain(PersonalCompany.Seller, events, StringComparison.Ordinal);
                Assert.DoesNotContain(PersonalCompany.Customer, events, StringComparison.Ordinal);
            }
        }
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
    public async Task The_commands_do_the_same()
    {
        await using var server = await ServerProcess.StartAsync("serve", "--postgres", await cluster.Server.NewDatabaseAsync());
        using var http = new HttpClient { BaseAddress = server.Address };
        await PersonalCompany.FillAsync(http);
        Task<(int ExitCode, string Out, string Error)> RunAsync(params string[] arguments) => ServerProcess.RunAsync([.. arguments, "--server", server.Address.ToString()]);
        var told = await RunAsync("personal", PersonalCompany.Customer);
        Assert.Equal(0, told.ExitCode);
        Assert.Contains(PersonalCompany.Seller, Regex.Unescape(told.Out), StringComparison.Ordinal);
        var unsure = await RunAsync("forget", "--customer", PersonalCompany.Customer);
        Assert.Equal(1, unsure.ExitCode);
        Assert.Contains("--yes", unsure.Error, StringComparison.Ordinal);
        var forgotten = await RunAsync("forget", "--customer", PersonalCompany.Customer, "--yes");
        Assert.True(forgotten.ExitCode == 0 && forgotten.Out.Contains("Destroyed", StringComparison.Ordinal), forgotten.Out + forgotten.Error);
        Assert.Contains("Nothing is kept", (await RunAsync("forget", "--customer", PersonalCompany.Customer, "--yes")).Out, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("personal", PersonalCompany.Customer)).ExitCode);
        Assert.Equal(2, (await RunAsync("forget", "--yes")).ExitCode);
        Assert.Equal(2, (await RunAsync("forget", "--case", "a", "--customer", "b", "--yes")).ExitCode);

        Assert.Contains("for ever", (await RunAsync("retention")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("retention", "--personal-days", "365", "--audit-days", "90")).ExitCode);
        var rules = (await RunAsync("retention", "--audit-days", "ever", "--format", "json")).Out;
        Assert.Equal(new Retention(365), JsonSerializer.Deserialize<Retention>(rules, Wire.Options));
        Assert.Equal(2, (await RunAsync("retention", "--personal-days", "soon")).ExitCode);
        Assert.Equal(1, (await RunAsync("retention", "--personal-days", "0")).ExitCode);
    }

    static IReadOnlyList<string> Saying(IReadOnlyDictionary<string, string> answers, string text) =>
        [.. answers.Where(a => a.Value.Contains(text, StringComparison.Ordinal) || a.Value.Contains(JsonSerializer.Serialize(text).Trim('"'), StringComparison.Ordinal)).Select(a => a.Key)];

    /// <summary>All but what says when it was asked, and what was rejected.</summary>
    static IReadOnlyList<string> Figures(IReadOnlyDictionary<string, string> answers) =>
    [
        .. answers.Where(a => !a.Key.Contains("dead-letters", StringComparison.Ordinal) && !a.Key.StartsWith("v1/log/head", StringComparison.Ordinal))
            .Select(a => a.Key + " " + Moment().Replace(a.Value, "*")),
    ];

    static readonly Func<Regex> Moment = () => new Regex("\"(asOf|generatedAt|now|at|startedAt|sealedAt|proof|chain|head|later|seal|requestID|traceID)\":(\"[^\"]*\"|[0-9.]+)|Z\",\"atRisk\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    static async Task<Forgotten> ForgetAsync(HttpClient client, WhoseData whose)
    {
        var answer = await client.PostAsJsonAsync("v1/personal/forget", whose, Wire.Options, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<Forgotten>(Wire.Options, Stop))!;
    }
}
