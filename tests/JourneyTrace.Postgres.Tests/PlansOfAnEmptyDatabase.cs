using System.Globalization;
using System.Text.RegularExpressions;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Postgres.Tests;

/// <summary>Statements are planned once, perhaps while there is nothing in the tables: what looks things up by keys does so then, too.</summary>
public sealed partial class Plans_of_an_empty_database(Servers servers)
{
    [GeneratedRegex("\\$(?<number>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    [Theory]
    [InlineData("append_named")]
    [InlineData("name_sources")]
    [InlineData("read_cases")]
    [InlineData("names_of_cases")]
    [InlineData("find_events")]
    [InlineData("miskeyed_events")]
    [InlineData("forget_cases", "journeys")]
    [InlineData("forget_cases", "promises")]
    public async Task Keys_are_looked_up(string statement, string table = "")
    {
        var plan = await PlanAsync(statement, table);
        Assert.DoesNotContain(plan, line => line.Contains("Seq Scan", StringComparison.Ordinal) || line.Contains("Materialize", StringComparison.Ordinal));
        // What is looked for is in the key's condition, and not tried on every row of the tenant.
        Assert.DoesNotContain(plan, line => line.Contains("Filter: (case_no =", StringComparison.Ordinal) || line.Contains("Join Filter", StringComparison.Ordinal) || line.Contains("Filter: (key =", StringComparison.Ordinal));
    }

    /// <summary>They are counted every few seconds, for as long as there is a log.</summary>
    [Fact]
    public async Task Open_findings_are_counted_and_not_all_that_ever_were() =>
        Assert.Contains(await PlanAsync("waiting_for_people", ""), line => line.Contains("findings_open", StringComparison.Ordinal));

    async Task<List<string>> PlanAsync(string statement, string table)
    {
        await using var database = await Database.NewAsync(await servers.Installed);
        var text = (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src/JourneyTrace.Postgres/Sql", statement + ".sql"))).Replace("{table}", table, StringComparison.Ordinal);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        var parameters = Parameter().Matches(text).Select(m => int.Parse(m.Groups["number"].Value, CultureInfo.InvariantCulture)).Append(0).Max();
        var given = parameters == 0 ? "" : $"({string.Join(',', Enumerable.Repeat("null", parameters))})";
        var settings = "set role journeytrace_app; set search_path = journeytrace; set journeytrace.tenant = 1; set jit = off; "
            + "set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set plan_cache_mode = force_generic_plan";
        await using (var prepare = new NpgsqlCommand { Connection = connection })
        {
            foreach (var one in new[] { settings, $"prepare statement as {text}" })
            {
                prepare.CommandText = one;
                await prepare.ExecuteNonQueryAsync();
            }
        }
        var plan = new List<string>();
        await using (var explain = new NpgsqlCommand($"explain execute statement{given}", connection))
        await using (var rows = await explain.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
                plan.Add(rows.GetString(0));
        }
        return plan;
    }
}
