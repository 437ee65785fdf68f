using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace JourneyTrace.Events;

/// <summary>128 bits of SHA-256 over what JSON means: the order of fields, white space and escapes do not count.</summary>
static class ContentHash
{
    [ThreadStatic]
    static ArrayBufferWriter<byte>? _canonical;

    // Kept, as making one costs more than hashing an event.
    [ThreadStatic]
    static IncrementalHash? _sha256;

    public static Guid OfName(string source, string id)
    {
        var canonical = Begin();
        Write(canonical, source);
        Write(canonical, id);
        return Hash(canonical);
    }

    /// <exception cref="JsonException">The data or extensions are no valid JSON.</exception>
    /// <exception cref="InvalidOperationException">A string in them is no valid text.</exception>
    public static Guid OfContent(EventType type, string subject, DateTime time, ReadOnlySpan<byte> data, byte[]? extensions)
    {
        var canonical = Begin();
        Number(canonical, (long)type);
        Write(canonical, subject);
        Number(canonical, time.Ticks);
        Value(canonical, data);
        if (extensions is not null)
            Value(canonical, extensions);
        return Hash(canonical);
    }

    static ArrayBufferWriter<byte> Begin()
    {
        var canonical = _canonical ??= new ArrayBufferWriter<byte>(4096);
        canonical.ResetWrittenCount();
        return canonical;
    }

    static Guid Hash(ArrayBufferWriter<byte> canonical)
    {
        Span<byte> hash = stackalloc byte[32];
        var sha256 = _sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData(canonical.WrittenSpan);
        sha256.GetHashAndReset(hash);
        if (canonical.Capacity > 1 << 20)
            _canonical = null;
        return new Guid(hash[..16]);
    }

    static void Value(ArrayBufferWriter<byte> canonical, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        Token(canonical, json, ref reader);
    }

    static void Token(ArrayBufferWriter<byte> canonical, ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        Byte(canonical, (byte)reader.TokenType);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Object(canonical, json, ref reader);
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    Token(canonical, json, ref reader);
                Byte(canonical, (byte)JsonTokenType.EndArray);
                break;
            case JsonTokenType.String:
                String(canonical, ref reader);
                break;
            case JsonTokenType.Number:
                JsonNumber.Write(canonical, reader.ValueSpan);
                break;
        }
    }

    static void Object(ArrayBufferWriter<byte> canonical, ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        var members = new List<(string Name, int From, int To)>(8);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Names.Intern(ref reader);
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            members.Add((name, from, (int)reader.BytesConsumed));
        }
        members.Sort(static (a, b) => a.Name == b.Name ? a.From.CompareTo(b.From) : string.CompareOrdinal(a.Name, b.Name));
        foreach (var (name, from, to) in members)
        {
            Write(canonical, name);
            Value(canonical, json[from..to]);
        }
        Byte(canonical, (byte)JsonTokenType.EndObject);
    }

    static void String(ArrayBufferWriter<byte> canonical, ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
        {
            Write(canonical, reader.GetString()!);
            return;
        }
        Number(canonical, reader.ValueSpan.Length);
        canonical.Write(reader.ValueSpan);
    }


    static void Write(ArrayBufferWriter<byte> canonical, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Number(canonical, length);
        Encoding.UTF8.GetBytes(text, canonical.GetSpan(length));
        canonical.Advance(length);
    }

    static void Number(ArrayBufferWriter<byte> canonical, long number)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(canonical.GetSpan(8), number);
        canonical.Advance(8);
    }

    static void Byte(ArrayBufferWriter<byte> canonical, byte value)
    {
        canonical.GetSpan(1)[0] = value;
        canonical.Advance(1);
    }
}
