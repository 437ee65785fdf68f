using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>Short words for sending the statements of <c>Sql/</c>.</summary>
static class Commands
{
    public static NpgsqlCommand Statement(this NpgsqlConnection connection, string name, params object?[] values)
    {
        var command = new NpgsqlCommand(Sql.Of(name), connection);
        foreach (var value in values)
            command.Parameters.Add(Parameter(value));
        return command;
    }

    public static NpgsqlBatchCommand Part(string name, params object?[] values) => PartOf(Sql.Of(name), values);

    public static NpgsqlBatchCommand PartOf(string text, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var value in values)
            command.Parameters.Add(Parameter(value));
        return command;
    }

    public static async Task<List<T>> ListAsync<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> row, CancellationToken stop)
    {
        await using (command)
        {
            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
                rows.Add(row(reader));
            return rows;
        }
    }

    public static async Task<int> RunAsync(this NpgsqlCommand command, CancellationToken stop)
    {
        await using (command)
            return await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Runs against the database; what tells that it cannot be reached becomes <see cref="StoreUnavailableException"/>.</summary>
    public static async Task<T> Reaching<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (IsOutage(e))
        {
            throw new StoreUnavailableException("The database cannot be reached: " + e.Message, e);
        }
    }

    /// <summary>
    /// The same for what is acknowledged: it is waited for only so long, and never cancelled. Whoever is not answered does not know what became of it; it goes on,
    /// and keeps its connection until it has come to its end.
    /// </summary>
    public static async Task<T> Abiding<T>(Func<Task<T>> work, TimeSpan patience, CancellationToken stop)
    {
        var going = Task.Run(() => Reaching(work), CancellationToken.None);
        try
        {
            return await going.WaitAsync(patience, stop);
        }
        catch (TimeoutException e)
        {
            throw new StoreUnavailableException($"The database did not answer in {patience.TotalSeconds:0} s", e);
        }
        finally
        {
            // Nobody hears any more of what becomes of it.
            if (!going.IsCompleted)
                _ = going.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    /// <summary>
    /// The same for what changes nothing, or nothing more the second time: where the connection turns out to be one of before a restart of the database, it is asked again by a
    /// new one, and the others of before are let go of.
    /// </summary>
    public static Task<T> Asking<T>(NpgsqlDataSource pool, Func<Task<T>> work) => Reaching(async () =>
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException e) when (IsBrokenOff(e))
        {
            pool.Clear();
            return await work();
        }
    });

    /// <summary>Whether it says that this connection is none any more, and nothing of others.</summary>
    public static bool IsBrokenOff(Exception? e) => e is NpgsqlException failure && (failure.InnerException is IOException or System.Net.Sockets.SocketException || failure.SqlState is "57P01" or "57P02");

    // Also read-only (a standby that is not promoted yet, a managed server with a full disk), cancelled from outside, and a lock not had in time.
    static readonly string[] OutageClasses = ["08", "53", "57P", "58", "XX", "25006", "57014", "55P03"];

    static bool IsOutage(Exception e) => e switch
    {
        PostgresException { SqlState: "40001" or "40P01" } => true,
        // Lost connections, too few resources, stopped by its operator, failures of the system under it and of PostgreSQL itself (a new connection
        // on a full disk says XX000): nothing that the request could have said differently.
        PostgresException { SqlState: var state } => OutageClasses.Any(prefix => state.StartsWith(prefix, StringComparison.Ordinal)),
        NpgsqlException => true,
        TimeoutException or System.Net.Sockets.SocketException or IOException => true,
        _ => false,
    };

    static NpgsqlParameter Parameter(object? value) => value switch
    {
        null => new NpgsqlParameter { Value = DBNull.Value },
        Typed typed => new NpgsqlParameter { Value = typed.Value ?? DBNull.Value, NpgsqlDbType = typed.Type },
        _ => new NpgsqlParameter { Value = value },
    };

    public static Typed Text(string? value) => new(value, NpgsqlDbType.Text);

    public static Typed Int(int? value) => new(value, NpgsqlDbType.Integer);

    public static Typed Long(long? value) => new(value, NpgsqlDbType.Bigint);

    public static Typed Instant(DateTime? value) => new(value, NpgsqlDbType.TimestampTz);

    public static Typed List(object value, NpgsqlDbType element) => new(value, NpgsqlDbType.Array | element);

    public static string Xid(this LogMark mark) => mark.Transaction.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static LogMark Mark(string xid, long position) =>
        new(ulong.Parse(xid, System.Globalization.CultureInfo.InvariantCulture), position);

    public sealed record Typed(object? Value, NpgsqlDbType Type);
}
