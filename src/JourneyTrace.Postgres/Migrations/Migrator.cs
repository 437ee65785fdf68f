using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace JourneyTrace.Postgres.Migrations;

/// <summary>Applies the files of this folder, each once, in order, in one transaction, under a lock that all processes share.</summary>
static class Migrator
{
    /// <summary>Held by who changes tables.</summary>
    public const long Lock = 0x4A54_7261_6365;

    public static Task RunAsync(NpgsqlDataSource owner, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        if (connection.PostgreSqlVersion.Major < 15)
            throw new MigrationException($"This is PostgreSQL {connection.PostgreSqlVersion}; JourneyTrace needs 15 or newer");
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await connection.Statement("lock_migrations", Lock).RunAsync(stop);
        await RunAsync(connection, Sql.Of("migrations"), stop);
        var applied = await AppliedAsync(connection, stop);
        var known = Known();
        Check(known, applied);
        foreach (var migration in known.Skip(applied.Count))
            await ApplyAsync(connection, migration, stop);
        await transaction.CommitAsync(stop);
        return 0;
    });

    public static Task<(int Known, int Applied)> StateAsync(NpgsqlDataSource owner, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        return (Known().Count, (await AppliedAsync(connection, stop)).Count);
    });

    static List<Migration> Known() =>
    [
        .. typeof(Migrator).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("migration:", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (Name: name["migration:".Length..], Text: Sql.Read(name)))
            .Select(m => new Migration(m.Name, m.Text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(m.Text))))),
    ];

    static void Check(List<Migration> known, List<(string Name, string Checksum)> applied)
    {
        if (applied.Count > known.Count)
            throw new MigrationException($"The database has migrations up to {applied[^1].Name}, which this program does not know; run a newer JourneyTrace");
        foreach (var (migration, (name, checksum)) in known.Zip(applied))
        {
            if (migration.Name != name || migration.Checksum != checksum)
                throw new MigrationException($"Migration {name} was applied with another content than this program's {migration.Name}; a migration is never edited");
        }
    }

    static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken stop)
    {
        await RunAsync(connection, migration.Text, stop);
        await connection.Statement("migration_applied", migration.Name, migration.Checksum).RunAsync(stop);
    }

    static Task<List<(string Name, string Checksum)>> AppliedAsync(NpgsqlConnection connection, CancellationToken stop) =>
        connection.Statement("migrations_applied").ListAsync(row => (row.GetString(0), row.GetString(1)), stop);

    static async Task RunAsync(NpgsqlConnection connection, string text, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(stop);
    }

    sealed record Migration(string Name, string Text, string Checksum);
}
