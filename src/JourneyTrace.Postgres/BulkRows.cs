using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using JourneyTrace.Events;

namespace JourneyTrace.Postgres;

/// <summary>Many events as rows of the table <c>incoming</c>, in PostgreSQL's binary form of COPY: they are written into one piece of memory and sent at once.</summary>
/// <remarks>Source: https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format".</remarks>
sealed class BulkRows
{
    const short Fields = 10;
    const int UsualSize = 512;

    static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    readonly ArrayBufferWriter<byte> _rows;

    BulkRows(int events)
    {
        _rows = new ArrayBufferWriter<byte>(events * UsualSize);
        _rows.Write("PGCOPY"u8);
        _rows.Write((ReadOnlySpan<byte>)[(byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    }

    public static ReadOnlyMemory<byte> Of(List<NewEvent> events, IReadOnlyDictionary<string, long> cases, IReadOnlyDictionary<string, long> sources)
    {
        var rows = new BulkRows(events.Count);
        foreach (var e in events)
            rows.Add(e, cases[e.Subject], checked((int)sources[e.Source]));
        rows.Short(-1);
        return rows._rows.WrittenMemory;
    }

    void Add(NewEvent e, long @case, int source)
    {
        Short(Fields);
        Int(4);
        Int(source);
        Int(8);
        Long(@case);
        Int(8);
        Long((e.Time.Ticks - Epoch.Ticks) / TimeSpan.TicksPerMicrosecond);
        Uuid(e.Key);
        Uuid(e.Content);
        Int(2);
        Short((short)e.Schema.Type);
        Text(e.Id);
        Bytes(e.Data.Span);
        if (e.Extensions is { } extensions)
            Bytes(extensions);
        else
            Int(-1);
        Text(e.TraceParent);
    }

    void Short(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_rows.GetSpan(2), value);
        _rows.Advance(2);
    }

    void Int(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_rows.GetSpan(4), value);
        _rows.Advance(4);
    }

    void Long(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_rows.GetSpan(8), value);
        _rows.Advance(8);
    }

    void Uuid(Guid value)
    {
        Int(16);
        value.TryWriteBytes(_rows.GetSpan(16), bigEndian: true, out _);
        _rows.Advance(16);
    }

    void Bytes(ReadOnlySpan<byte> value)
    {
        Int(value.Length);
        _rows.Write(value);
    }

    void Text(string? value)
    {
        if (value is null)
        {
            Int(-1);
            return;
        }
        var length = Encoding.UTF8.GetByteCount(value);
        Int(length);
        Encoding.UTF8.GetBytes(value, _rows.GetSpan(length));
        _rows.Advance(length);
    }
}
