using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyTrace.Client;
using JourneyTrace.Postgres;
using JourneyTrace.Storage;

namespace JourneyTrace.Server.Tests;

/// <summary>For how long personal data is kept, and by whose key.</summary>
public sealed class KeepingPersonalData(Cluster cluster)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

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
    }

    /// <summary>Nobody asks for it: each server looks when it starts, and every hour.</summary>
    [Fact]
    public async Task The_server_destroys_it_by_itself()
    {
        var database = await cluster.Server.NewDatabaseAsync();
        await using var server = await KeyedServer.StartAsync(database);
        await PersonalCompany.FillAsync(server.AsOperator);
        await server.AsOperator.PutAsJsonAsync("v1/retention", new Retention(30, 10, 20), Wire.Options, Stop);
        await server.AsOperator.GetStringAsync("v1/cases/c-1/trace", Stop);
        // Of each half is as old as may be, and half is not.
        await UntilAsync(async () => (await AuditAsync(server)).Contains("/v1/cases/c-1/trace", StringComparison.Ordinal));
        await RunAsync(database, """
            update journeytrace.audit set at = at - interval '21 days' where path like '%/c-1/trace';
            update journeytrace.dead_letters set last_seen_at = last_seen_at - interval '11 days' where number = 1;
            update journeytrace.personal_keys set made_at = made_at - interval '31 days';
            update journeytrace.events set recorded_at = recorded_at - interval '31 days' where case_no in (select case_no from journeytrace.case_names where name in ('c-1', 'c-3'))
            """);
        await using var another = await KeyedServer.StartAsync(database);
        await UntilAsync(async () => !(await AuditAsync(another)).Contains("/v1/cases/c-1/trace", StringComparison.Ordinal));
        Assert.Contains("/v1/retention", await AuditAsync(another), StringComparison.Ordinal);
        await UntilAsync(async () => (await another.AsOperator.GetFromJsonAsync<JsonElement>("v1/dead-letters", Stop)).GetProperty("items").GetArrayLength() == PersonalCompany.Rejected.Count - 1);
        await UntilAsync(async () => !(await another.AsOperator.GetStringAsync("v1/cases", Stop)).Contains(PersonalCompany.Customer, StringComparison.Ordinal));
        Assert.Contains(PersonalCompany.Other, await another.AsOperator.GetStringAsync("v1/cases", Stop), StringComparison.Ordinal);
        Assert.Contains("Kept long enough", another.Said, StringComparison.Ordinal);
    }

    static Task<string> AuditAsync(KeyedServer server) => server.AsOperator.GetStringAsync("v1/audit?limit=1000", Stop);

    static Task UntilAsync(Func<Task<bool>> holds) => Eventually.HoldsAsync("It does not come to hold", holds);

    static async Task RunAsync(string database, string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        Assert.True(await command.ExecuteNonQueryAsync(Stop) > 3);
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
}
