using System.Buffers;
using System.Text.Json;

namespace JourneyTrace.Events;

/// <summary>The attributes of one CloudEvents event, as read. Attributes that are not known are kept.</summary>
sealed class Envelope
{
    // Given back in a list, an event lies some levels deeper than it came.
    const int Deepest = 48;

    Seen _seen;
    HashSet<string>? _extensions;
    string? _id, _source, _type, _subject;

    public string? Id => _id;

    public string? Source => _source;

    public string? Type => _type;

    public string? Subject => _subject;

    public string? TraceParent { get; private set; }

    public DateTime Time { get; private set; }

    public int DataFrom { get; private set; }

    public int DataTo { get; private set; }

    /// <summary>One JSON object of all attributes that are not known; null where there are none.</summary>
    public ArrayBufferWriter<byte>? Extensions { get; private set; }

    bool HasTime { get; set; }

    bool HasVersion { get; set; }

    /// <summary>The first attribute that an event needs and this one lacks, or null.</summary>
    public string? Missing() =>
        !HasVersion ? "specversion" : Id is null ? "id" : Source is null ? "source" : Type is null ? "type"
        : Subject is null ? "subject" : !HasTime ? "time" : null;

    /// <exception cref="JsonException">It is no valid JSON.</exception>
    public Refusal? Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Deepest });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return new Refusal("wrong_type", "", "An event needs to be a JSON object");
        Refusal? first = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            first = Member(json, ref reader) is { } refusal ? first ?? refusal : first;
        while (reader.Read())
        {
            // What follows the object makes the reader throw.
        }
        if (Extensions is not null)
            Extensions.Write("}"u8);
        return first;
    }

    Refusal? Member(ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("id"u8))
            return Once(Seen.Id, "id", ref reader) ?? Name(ref reader, "id", ref _id);
        if (reader.ValueTextEquals("source"u8))
            return Once(Seen.Source, "source", ref reader) ?? Name(ref reader, "source", ref _source);
        if (reader.ValueTextEquals("type"u8))
            return Once(Seen.Type, "type", ref reader) ?? Name(ref reader, "type", ref _type);
        if (reader.ValueTextEquals("subject"u8))
            return Once(Seen.Subject, "subject", ref reader) ?? Name(ref reader, "subject", ref _subject);
        if (reader.ValueTextEquals("time"u8))
            return Once(Seen.Time, "time", ref reader) ?? ReadTime(ref reader);
        if (reader.ValueTextEquals("data"u8))
            return Once(Seen.Data, "data", ref reader) ?? ReadData(ref reader);
        if (reader.ValueTextEquals("specversion"u8))
            return ReadVersion(ref reader);
        return Other(json, ref reader);
    }

    Refusal? Other(ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("traceparent"u8))
        {
            ReadTraceParent(ref reader);
            return null;
        }
        if (reader.ValueTextEquals("datacontenttype"u8))
            return ReadContentType(ref reader);
        if (reader.ValueTextEquals("data_base64"u8))
        {
            reader.Skip();
            return new Refusal("wrong_type", "/data_base64", "Binary data is not taken; send data as a JSON object");
        }
        return Keep(json, ref reader);
    }

    Refusal? Once(Seen attribute, string name, ref Utf8JsonReader reader)
    {
        if (!_seen.HasFlag(attribute))
        {
            _seen |= attribute;
            return null;
        }
        reader.Skip();
        return new Refusal("invalid_value", "/" + name, $"{name} stands twice; send it once");
    }

    /// <summary>The trace context: what is none is passed over, as it is no part of what happened.</summary>
    void ReadTraceParent(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String && FieldReader.Text(ref reader) is { } text && FieldReader.IsIdentifier(text))
            TraceParent = text;
        reader.Skip();
    }

    static Refusal? Name(ref Utf8JsonReader reader, string attribute, ref string? value)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return new Refusal("wrong_type", "/" + attribute, $"{attribute} needs a string");
        }
        var text = FieldReader.Text(ref reader);
        if (text is null || !FieldReader.IsIdentifier(text))
            return new Refusal("invalid_value", "/" + attribute, $"{attribute} needs 1 to 200 characters without control characters");
        value = text;
        return null;
    }

    Refusal? ReadTime(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && Rfc3339.TryParse(reader.ValueSpan, out var time))
        {
            Time = time;
            HasTime = true;
            return null;
        }
        reader.Skip();
        return new Refusal("invalid_value", "/time", "time needs an RFC 3339 instant with an offset, such as 2026-03-02T09:10:00Z, from 1900 to 2199");
    }

    Refusal? ReadVersion(ref Utf8JsonReader reader)
    {
        reader.Read();
        HasVersion = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("1.0"u8);
        reader.Skip();
        return HasVersion ? null : new Refusal("invalid_value", "/specversion", "specversion needs to be \"1.0\"");
    }

    Refusal? ReadData(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        DataFrom = (int)reader.TokenStartIndex;
        reader.Skip();
        DataTo = (int)reader.BytesConsumed;
        return isObject ? null : new Refusal("wrong_type", "/data", "data needs a JSON object");
    }

    static Refusal? ReadContentType(ref Utf8JsonReader reader)
    {
        reader.Read();
        var json = reader.TokenType == JsonTokenType.Null
            || reader.TokenType == JsonTokenType.String && FieldReader.Text(ref reader) is { } text && IsJson(text.Split(';')[0].Trim());
        reader.Skip();
        return json ? null : new Refusal("invalid_value", "/datacontenttype", "datacontenttype needs to be application/json");
    }

    static bool IsJson(string mediaType) =>
        mediaType.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase);

    Refusal? Keep(ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        var name = FieldReader.Text(ref reader);
        if (name is null || !FieldReader.IsIdentifier(name))
            return new Refusal("invalid_value", "", "An attribute's name needs 1 to 200 characters without control characters");
        if (name is "position" or "recordedat")
            return new Refusal("invalid_value", "/" + name, $"{name} is set here; send it under another name");
        if (!(_extensions ??= new HashSet<string>(StringComparer.Ordinal)).Add(name))
            return new Refusal("invalid_value", "/" + name, $"{name} stands twice; send it once");
        if (Extensions is null)
            (Extensions = new ArrayBufferWriter<byte>(128)).Write("{"u8);
        else
            Extensions.Write(","u8);
        var from = (int)reader.TokenStartIndex;
        reader.Read();
        reader.Skip();
        Extensions.Write(json[from..(int)reader.BytesConsumed]);
        return null;
    }

    [Flags]
    enum Seen : byte
    {
        None = 0,
        Id = 1,
        Source = 2,
        Type = 4,
        Subject = 8,
        Time = 16,
        Data = 32,
    }
}
