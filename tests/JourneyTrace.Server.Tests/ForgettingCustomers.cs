using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Nothing of a customer can be read once he was forgotten, and nothing else is lost by it.</summary>
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
        await PersonalCompany.SealedAsync(plain);

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

        var forgotten = await PersonalCompany.ForgetAsync(server.AsOperator, new WhoseData(PersonalCompany.Customer));
        Assert.Equal((3, 3), ((int)forgotten.Cases, (int)forgotten.DeadLetters));
        Assert.True(forgotten is { Keys: >= 1, Values: >= 6 }, forgotten.ToString());
        Assert.Equal(0, (await PersonalCompany.ForgetAsync(server.AsOperator, new WhoseData(PersonalCompany.Customer))).Keys);

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
        {
            Assert.DoesNotContain(secret, server.Said, StringComparison.Ordinal);
            Assert.DoesNotContain(JsonSerializer.Serialize(secret).Trim('"'), server.Said, StringComparison.OrdinalIgnoreCase);
        }
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
        await PersonalCompany.ForgetAsync(server.AsOperator, new WhoseData(PersonalCompany.Customer));
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

    /// <summary>What failed on the way can be asked for again, and leaves nothing.</summary>
    [Fact]
    public async Task Forgetting_that_failed_half_way_is_done_by_the_next()
    {
        const string Name = "Zacharias Zwölf";
        var database = await cluster.Server.NewDatabaseAsync();
        await using var server = await KeyedServer.StartAsync(database);
        await PersonalCompany.PostAsync(server.AsOperator, Told.Json("o", "case.opened", "c-1", Told.Monday, $$"""{"kind":"k","customer":{"id":"cu-1","name":"{{Name}}"} }"""), $"row 7, {Name}, of no case");
        await RunAsync(database, """
            create function journeytrace.refuse() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = '53100'; end $$;
            create trigger refuse before update or delete on journeytrace.dead_letters for each row execute function journeytrace.refuse()
            """);
        var failed = await server.AsOperator.PostAsJsonAsync("v1/personal/forget", new WhoseData("cu-1"), Wire.Options, Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        Assert.Contains(Name, await server.AsOperator.GetStringAsync("v1/dead-letters", Stop), StringComparison.Ordinal);
        await RunAsync(database, "drop trigger refuse on journeytrace.dead_letters");
        var forgotten = await PersonalCompany.ForgetAsync(server.AsOperator, new WhoseData("cu-1"));
        Assert.Equal((1, 1), ((int)forgotten.Keys, (int)forgotten.DeadLetters));
        foreach (var path in (string[])["v1/dead-letters", "v1/cases/c-1/events"])
            Assert.DoesNotContain(Name, await server.AsOperator.GetStringAsync(path, Stop), StringComparison.Ordinal);
    }

    static async Task RunAsync(string database, string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }

    /// <summary>Somebody whose id is a number, and letters that name no case: what is not his stays, and can be read ever after.</summary>
    [Fact]
    public async Task Forgetting_one_takes_nothing_from_others()
    {
        await using var server = await KeyedServer.StartAsync(await cluster.Server.NewDatabaseAsync());
        string[] rejected = ["""{"specversion":"1.0","id":"n1","data":{"customer":{"id":"47"}}}""", "row 1, order 470, 47", "row 2, order 1470, phone 0147", """{"id":"n2","note":"z\u00e9ro"}""", """{"who":"Z\u00eano Verylong" """];
        await PersonalCompany.PostAsync(server.AsOperator, [.. rejected, Told.Json("o", "case.opened", "c-1", Told.Monday, """{"kind":"k","customer":{"id":"47","name":"Zêno Verylong"} }""")]);
        var forgotten = await PersonalCompany.ForgetAsync(server.AsOperator, new WhoseData("47"));
        Assert.Equal(3, forgotten.DeadLetters);
        async Task<List<string?>> LeftAsync() => [.. (await server.AsOperator.GetFromJsonAsync<JsonElement>("v1/dead-letters", Stop)).GetProperty("items").EnumerateArray().Select(letter => letter.GetProperty("body").GetString()).Where(body => body is not null)];
        Assert.Equal(new[] { rejected[2], rejected[3] }.Order(StringComparer.Ordinal), (await LeftAsync()).Order(StringComparer.Ordinal));
        // Letters of nobody in particular are read on.
        await PersonalCompany.PostAsync(server.AsOperator, "row 3, of nobody");
        Assert.Contains("row 3, of nobody", await LeftAsync());
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
        await PersonalCompany.ForgetAsync(one.AsOperator, new WhoseData(PersonalCompany.Customer));
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

    static IReadOnlyList<string> Saying(IReadOnlyDictionary<string, string> answers, string text) =>
        [.. answers.Where(a => a.Value.Contains(text, StringComparison.Ordinal) || a.Value.Contains(JsonSerializer.Serialize(text).Trim('"'), StringComparison.Ordinal)).Select(a => a.Key)];

    /// <summary>All but what says when it was asked, and what was rejected.</summary>
    static IReadOnlyList<string> Figures(IReadOnlyDictionary<string, string> answers) =>
    [
        .. answers.Where(a => !a.Key.Contains("dead-letters", StringComparison.Ordinal) && !a.Key.StartsWith("v1/log/head", StringComparison.Ordinal))
            .Select(a => a.Key + " " + Moment().Replace(a.Value, "*")),
    ];

    static readonly Func<Regex> Moment = () => new Regex("\"(asOf|generatedAt|now|at|startedAt|sealedAt|proof|chain|head|later|seal|requestID|traceID)\":(\"[^\"]*\"|[0-9.]+)|Z\",\"atRisk\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
}
