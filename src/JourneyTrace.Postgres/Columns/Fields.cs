using JourneyTrace.Columns;
using Npgsql;

namespace JourneyTrace.Postgres.Columns;

/// <summary>Reads the fields of a row one after the other, as the columns keep them.</summary>
sealed class Fields(NpgsqlDataReader row, Names names)
{
    int _next;

    /// <summary>Goes on to the next row, and to its first field.</summary>
    public async Task<bool> NextAsync(CancellationToken stop)
    {
        _next = 0;
        return await row.ReadAsync(stop);
    }

    public long Long() => row.GetInt64(_next++);

    public int Int() => row.GetInt32(_next++);

    public bool Flag() => row.GetBoolean(_next++);

    public string Text() => row.GetString(_next++);

    public string? MaybeText() => row.IsDBNull(_next) ? Skip<string>() : row.GetString(_next++);

    public int Name() => names.Number(MaybeText());

    public double Number() => row.IsDBNull(_next) ? Skip(double.NaN) : row.GetDouble(_next++);

    public long Moment() => row.IsDBNull(_next) ? Skip(Moments.Never) : row.GetDateTime(_next++).Ticks;

    public T[]? List<T>() => row.IsDBNull(_next) ? Skip<T[]>() : row.GetFieldValue<T[]>(_next++);

    public int[] NamesOf() => Array.ConvertAll(List<string?>() ?? [], names.Number);

    T? Skip<T>(T? value = default)
    {
        _next++;
        return value;
    }
}
