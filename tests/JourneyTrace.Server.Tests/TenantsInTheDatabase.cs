using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;
using Npgsql;

using static JourneyTrace.Server.Tests.TenantCompany;

namespace JourneyTrace.Server.Tests;

/// <summary>Two tenants in one database: its own rules keep them apart, where the application's filter is not there.</summary>
public sealed class TenantsInTheDatabase(Cluster cluster)
{
    static readonly string[] NotEmpty = ["webhooks", "retention", "personal_secrets", "personal_keys", "personal_cases", "personal_values", "dead_letters", "events", "event_keys", "case_names", "findings", "finding_changes", "journeys", "catalogues", "seals", "checkpoints", "api_keys", "audit"];

    string _database = "";

    /// <summary>Statements without any condition of ours, by the role that all questions are asked by: row-level security alone.</summary>
    [Fact]
    public async Task The_database_alone_shows_and_changes_nothing_of_another()
    {
        _database = await cluster.Server.NewDatabaseAsync();
        await using var server = await KeyedServer.StartAsync(_database);
        var acme = await TenantAsync(server, "acme");
        await FillAsync(acme, Marker);
        await acme.PostAsync("v1/events", new StringContent(Told.Json("bad", "nothing", "c", Told.Monday, "{}"), new MediaTypeHeaderValue("application/json")));
        await acme.PostAsJsonAsync("v1/webhooks", new NewWebhook($"https://{Marker}.example.org/"), Wire.Options);
        await acme.PutAsJsonAsync("v1/retention", new Retention(100), Wire.Options);
        await acme.PutAsync("v1/catalogue", new StringContent("""{"links":{"acmeonly-front":{"side":"front"}}}""", new MediaTypeHeaderValue("application/json")));
        await TenantAsync(server, "rival");
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
        await using var keys = new NpgsqlCommand("select hash from api_keys", own);
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => keys.ExecuteScalarAsync())).SqlState);
    }

    static async Task<HttpClient> TenantAsync(KeyedServer server, string name)
    {
        Assert.Equal(HttpStatusCode.Created, (await server.AsOperator.PostAsJsonAsync("v1/tenants", new TenantItem(name), Wire.Options)).StatusCode);
        return (await server.WithAsync(new NewKey(name, ["intake", "read", "admin"], Tenant: name))).Client;
    }

    /// <summary>Until the log is sealed.</summary>
    async Task SealedAsync()
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand("select count(*) from journeytrace.seals");
        await Eventually.HoldsAsync("Nothing is sealed", async () => (long)(await command.ExecuteScalarAsync())! > 0);
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
