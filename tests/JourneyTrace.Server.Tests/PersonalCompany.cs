using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Server.Tests;

/// <summary>Two customers, the people who serve them, and what was rejected of them: everywhere that personal data may come in.</summary>
static class PersonalCompany
{
    /// <summary>The one who is to be forgotten.</summary>
    public const string Customer = "cu-zacharias-4711";

    public const string Other = "cu-berta-0815";

    /// <summary>Serves the first customer alone.</summary>
    public const string Seller = "Annegret Sömmer";

    /// <summary>Serves both.</summary>
    public const string Clerk = "Bernd Winterkorn";

    /// <summary>Everything that only the first customer's data says.</summary>
    public static IReadOnlyList<string> Secrets { get; } = [Customer, Seller, "Zacharias Zwölf", "+49 170 4711", "zacharias@example.org"];

    public static IReadOnlyList<string> Events { get; } =
    [
        Told.Json("a1", "case.opened", "c-1", Told.Monday, $$"""{"kind":"swap","customer":{"id":"{{Customer}}","segment":"gold","value":100,"name":"Zacharias Zw\u00f6lf","phone":"+49 170 4711","since":1999} }"""),
        Told.Json("a2", "promise.made", "c-1", Told.Monday, $$"""{"promise":"p","by":"store","within":"PT4H","what":"swap","person":"{{Seller}}"}"""),
        Told.Json("a3", "handoff.requested", "c-1", Told.Monday.AddMinutes(5), $$"""{"handoff":"h","from":"store","to":"depot","person":"{{Seller}}"}"""),
        Told.Json("a4", "obstacle.met", "c-1", Told.Monday.AddMinutes(6), $$"""{"obstacle":"o","at":"depot","handoff":"h","cause":"absence","person":"{{Clerk}}"}"""),
        Told.Json("a5", "handoff.refused", "c-1", Told.Monday.AddHours(6), """{"handoff":"h","reason":"absence"}"""),
        .. Steps("c-1", Told.Monday, Seller, Clerk, Seller, Clerk),
        Told.Json("a6", "activity.recorded", "c-1", Told.Monday.AddHours(8), """{"activity":"mail","attributes":{"customer":{"email":"zacharias@example.org"},"priority":3} }"""),
        Told.Json("a7", "promise.kept", "c-1", Told.Monday.AddHours(9), """{"promise":"p"}"""),
        Told.Json("b1", "case.opened", "c-2", Told.Monday, $$"""{"kind":"swap","customer":{"id":"{{Other}}","segment":"gold","value":50} }"""),
        .. Steps("c-2", Told.Monday.AddDays(1), Clerk, "Dora", Clerk),
        // Who the customer is comes after what was done for him; and a case that never says.
        .. Steps("c-3", Told.Monday.AddDays(2), Seller, Clerk),
        Told.Json("c1", "case.opened", "c-3", Told.Monday.AddDays(2), $$"""{"kind":"swap","customer":{"id":"{{Customer}}","segment":"gold"} }"""),
        .. Steps("c-4", Told.Monday.AddDays(3), "Emil", Clerk),
    ];

    static IEnumerable<string> Steps(string @case, DateTime from, params string[] people) => people.Select((person, i) => Told.Json(
        $"{@case}-{i}", "activity.recorded", @case, from.AddHours(i + 1), $$"""{"activity":"step {{i}}","link":"{{(i % 2 == 0 ? "store" : "depot")}}","person":"{{person}}","started":"{{Instant(from.AddMinutes(60 * i + 30))}}"}"""));

    static string Instant(DateTime instant) => JourneyTrace.Events.Rfc3339.Format(instant);

    /// <summary>What is rejected: no event, no JSON, of no case, of the other customer.</summary>
    public static IReadOnlyList<string> Rejected { get; } =
    [
        Told.Json("r1", "case.opened", "c-9", Told.Monday, $$"""{"customer":{"id":"{{Customer}}","name":"Zacharias Zwölf"} }"""),
        Told.Json("r2", "promise.made", "c-1", Told.Monday, $$"""{"promise":"q","person":"{{Seller}}"}"""),
        $$"""{"specversion":"1.0","id":"r3","data":{"customer":"{{Customer}}","person":"{{Seller}}"}""",
        Told.Json("r4", "promise.made", "c-2", Told.Monday, $$"""{"promise":"q","person":"{{Clerk}}"}"""),
    ];

    public static async Task<PostAnswer> PostAsync(HttpClient client, params IEnumerable<string> events)
    {
        var answer = await client.PostAsync("v1/events", new StringContent(string.Join('\n', events), new MediaTypeHeaderValue("application/x-ndjson")));
        return JsonSerializer.Deserialize<PostAnswer>(await answer.Content.ReadAsStringAsync(), Wire.Options)!;
    }

    public static async Task FillAsync(HttpClient client)
    {
        var taken = await PostAsync(client, Events);
        Assert.Equal((Events.Count, 0L, 0L), ((int)taken.Accepted, taken.Duplicates, taken.Rejected));
        Assert.Equal(Rejected.Count, (await PostAsync(client, Rejected)).Rejected);
        await Eventually.HoldsAsync("It is not replayed", async () =>
        {
            var seen = await Task.WhenAll(new[] { "a7", "c-2-2", "c1", "c-4-1" }.Select(id => TextAsync(client, "v1/events/%2Ftest/" + id)));
            return seen.All(answer => answer.Contains("\"replayed\":true", StringComparison.Ordinal));
        });
    }

    /// <summary>Waits until the last of it is sealed, so that each can be proven: ten seconds, where nothing else comes.</summary>
    public static Task SealedAsync(HttpClient client) => Eventually.HoldsAsync("It is not sealed", async () =>
    {
        using var proof = await client.GetAsync("v1/events/%2Ftest/c-4-1/proof");
        return proof.IsSuccessStatusCode;
    });

    /// <summary>Everything that can be read of the server: by its document, and what stands beside it.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> AnswersAsync(HttpClient client)
    {
        var document = await client.GetFromJsonAsync<JsonElement>("openapi/v1.json");
        var paths = document.GetProperty("paths").EnumerateObject().Where(p => p.Value.TryGetProperty("get", out _)).Select(p => p.Name.TrimStart('/')).SelectMany(Filled).ToList();
        foreach (var report in (string[])["map", "variants", "ping-pong", "temporal-profile", "rework", "waiting"])
            paths.Add($"v1/{report}?by=person");
        paths.AddRange(["jaeger/api/services", "jaeger/api/traces?service=customer&limit=20", "jaeger/api/traces?service=store&limit=20", "v1/cases?asOf=2026-03-02T12:00:00Z", "v1/sources"]);
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            answers[path] = await TextAsync(client, path);
            using var csv = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/csv") } } };
            using var table = await client.SendAsync(csv);
            answers[path + " (csv)"] = await table.Content.ReadAsStringAsync();
        }
        foreach (var (path, body) in (IEnumerable<(string, string)>)[("v1/what-if", """{"drop":[{"cause":"absence"}]}"""), ("v1/cases/c-1/what-if", """{"drop":[{"cause":"absence"}]}""")])
        {
            using var answer = await client.PostAsync(path, new StringContent(body, new MediaTypeHeaderValue("application/json")));
            answers["POST " + path] = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, answers["POST " + path]);
        }
        answers["v1/compare"] = await TextAsync(client, "v1/compare?a=kind%3Dswap&b=segment%3Dgold");
        answers["v1/findings/stream"] = await SomeOfStreamAsync(client);
        return answers;
    }

    /// <summary>What the stream of findings says from its beginning, until it says nothing for a second; it says something.</summary>
    public static async Task<string> SomeOfStreamAsync(HttpClient client)
    {
        using var stream = new StreamReader(await client.GetStreamAsync("v1/findings/stream?after=0"));
        var said = new List<string>();
        try
        {
            while (await stream.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(said.Exists(line => line.StartsWith("data:", StringComparison.Ordinal)) ? 1 : 20)) is { } line)
                said.Add(line);
        }
        catch (TimeoutException)
        {
            // It would go on for ever.
        }
        Assert.Contains(said, line => line.StartsWith("data:", StringComparison.Ordinal));
        return string.Join('\n', said);
    }

    static IEnumerable<string> Filled(string path) => path switch
    {
        "v1/findings/stream" or "v1/compare" or "v1/audit" or "v1/keys" or "v1/tenants" => [],
        _ when path.Contains("{case}", StringComparison.Ordinal) => [path.Replace("{case}", "c-1", StringComparison.Ordinal), path.Replace("{case}", "c-3", StringComparison.Ordinal)],
        "v1/dead-letters/{number}" => ["v1/dead-letters/1", "v1/dead-letters/2", "v1/dead-letters/3", "v1/dead-letters/4"],
        _ => [path.Replace("{source}", "%2Ftest", StringComparison.Ordinal).Replace("{id}", "a1", StringComparison.Ordinal).Replace("{link}", "store", StringComparison.Ordinal)
            .Replace("{decision}", "none", StringComparison.Ordinal).Replace("{procedure}", "none", StringComparison.Ordinal)],
    };

    static async Task<string> TextAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        Assert.True((int)answer.StatusCode < 500, $"{path}: {answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Where a text stands in the database, in words or as bytes: the tables.</summary>
    public static async Task<IReadOnlyList<string>> StandsInAsync(string database, string text)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var (tables, found) = (new List<string>(), new List<string>());
        await using (var names = source.CreateCommand("select table_schema || '.' || table_name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'"))
        await using (var reader = await names.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                tables.Add(reader.GetString(0));
        }
        Assert.True(tables.Count > 20, $"{tables.Count} tables");
        foreach (var table in tables)
        {
            await using var command = source.CreateCommand($"select count(*) from {table} as t where strpos(t::text, $1) > 0 or strpos(t::text, $2) > 0 or strpos(t::text, $3) > 0");
            command.Parameters.Add(new NpgsqlParameter { Value = text });
            command.Parameters.Add(new NpgsqlParameter { Value = Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(text)) });
            command.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(text).Trim('"') });
            if ((long)(await command.ExecuteScalarAsync())! > 0)
                found.Add(table);
        }
        return found;
    }

    public static async Task<Forgotten> ForgetAsync(HttpClient client, WhoseData whose)
    {
        var answer = await client.PostAsJsonAsync("v1/personal/forget", whose, Wire.Options);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<Forgotten>(Wire.Options))!;
    }
}
