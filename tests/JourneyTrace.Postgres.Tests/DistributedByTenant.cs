using System.Text.RegularExpressions;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Postgres.Tests;

/// <summary>
/// The tables could be distributed by tenant: Citus' published rules, held on the migrated database and on every statement. Citus itself is not run here
/// (docs/scaling.md).
/// </summary>
public sealed partial class Distributed_by_tenant(Servers servers)
{
    // Small, the same on every node: reference tables.
    static readonly string[] Everywhere = ["log_parts", "migrations", "tenants"];

    [GeneratedRegex("""\b(?<verb>from|join|update|into|using)\s+(?:only\s+)?(?<table>[a-z_]+)(?:\s+(?:as\s+)?(?<alias>(?!(?:where|on|set|left|join|as|order|limit|group|select|values|cross|inner|using|for|returning|overriding)\b)[a-z_]+))?""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex("--[^\n]*", RegexOptions.None, 1000)]
    private static partial Regex Comment();

    [Fact]
    public async Task Every_table_has_the_tenant_and_every_unique_key_begins_with_it()
    {
        await using var database = await Database.NewAsync(await servers.Installed);
        var without = await ListAsync(database, """
            select c.relname::text from pg_class c where c.relnamespace = 'journeytrace'::regnamespace and c.relkind in ('r', 'p')
              and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant' and a.attnotnull)
            """);
        Assert.Equal(Everywhere.Order(StringComparer.Ordinal), without.Append("tenants").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var keys = await ListAsync(database, """
            select i.indexrelid::regclass::text || ': ' || coalesce(a.attname::text, 'an expression')
            from pg_index i join pg_class c on c.oid = i.indrelid left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
            where c.relnamespace = 'journeytrace'::regnamespace and i.indisunique
            """);
        Assert.True(keys.Count > 20);
        Assert.DoesNotContain(keys, key => !key.EndsWith(": tenant", StringComparison.Ordinal) && !Everywhere.Any(table => key.Contains(table, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task There_is_nothing_that_distributed_tables_cannot_have()
    {
        await using var database = await Database.NewAsync(await servers.Installed);
        // Identity columns of distributed tables are of type bigint: one is not, and docs/scaling.md says what to do about it.
        Assert.Equal(["source_names.source_no"], await ListAsync(database, """
            select c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = 'journeytrace'::regnamespace and a.attidentity <> '' and a.atttypid <> 'bigint'::regtype and c.relname <> 'tenants'
            """));
        Assert.Empty(await ListAsync(database, """
            select t.tgname::text from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'journeytrace'::regnamespace and not t.tgisinternal
            """));
        // Exclusion constraints and foreign keys would have to hold the tenant, too: there are none.
        Assert.Empty(await ListAsync(database, """
            select k.conname::text from pg_constraint k join pg_class c on c.oid = k.conrelid where c.relnamespace = 'journeytrace'::regnamespace and k.contype in ('f', 'x')
            """));
    }

    /// <summary>Every table of a statement is asked for one tenant, or joined by it: all that a statement touches lies on one node.</summary>
    [Fact]
    public async Task Every_statement_names_the_tenant_of_every_table()
    {
        await using var database = await Database.NewAsync(await servers.Installed);
        var tables = (await ListAsync(database, """
            select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant'
            where c.relnamespace = 'journeytrace'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'tenants'
            """)).ToHashSet(StringComparer.Ordinal);
        var (seen, wrong) = (0, new List<string>());
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "src/JourneyTrace.Postgres/Sql"), "*.sql"))
        {
            var text = Comment().Replace(await File.ReadAllTextAsync(file), "").Replace("{table}", "journeys", StringComparison.Ordinal);
            foreach (var match in Named().Matches(text).Where(m => tables.Contains(m.Groups["table"].Value)))
            {
                seen++;
                var alias = match.Groups["alias"].Value;
                if (!IsTied(text, match, alias))
                    wrong.Add($"{Path.GetFileName(file)}: {match.Value}");
            }
        }
        Assert.True(seen > 80, $"{seen} tables in statements");
        Assert.Empty(wrong);
    }

    static bool IsTied(string text, Match match, string alias)
    {
        if (match.Groups["verb"].Value.Equals("into", StringComparison.OrdinalIgnoreCase))
            return Regex.IsMatch(text[match.Index..], @"^into\s+[a-z_]+(\s+as\s+[a-z_]+|\s+[a-z]+)?\s*\(\s*tenant\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return alias.Length > 0 ? Regex.IsMatch(text, $@"\b{alias}\.tenant\b", RegexOptions.None, TimeSpan.FromSeconds(1)) : Regex.IsMatch(text, @"(?<![.\w])tenant\s*=|\(tenant\b", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    static async Task<List<string>> ListAsync(Database database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var all = new List<string>();
        while (await reader.ReadAsync())
            all.Add(reader.GetString(0));
        return all;
    }
}
