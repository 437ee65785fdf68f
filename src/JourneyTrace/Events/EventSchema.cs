using System.Text.Json;

namespace JourneyTrace.Events;

/// <summary>
/// What one type of event says: its name, its fields, and how they become a <see cref="Fact"/>. The table of
/// <c>docs/events.md</c> is held to these by a test.
/// </summary>
public sealed class EventSchema
{
    internal delegate Fact Build(in FieldValues values);

    readonly Build _build;
    readonly int _oneOfTwo;

    /// <param name="oneOfTwo">Index of the first of two neighbouring fields of which one is required (due, within).</param>
    internal EventSchema(EventType type, string name, Build build, Field[] fields, bool ofOrganisation = false, int oneOfTwo = -1)
    {
        Type = type;
        Name = name;
        Fields = fields;
        OfOrganisation = ofOrganisation;
        _build = build;
        _oneOfTwo = oneOfTwo;
    }

    public EventType Type { get; }

    /// <summary>As it stands in <c>type</c>.</summary>
    public string Name { get; }

    public IReadOnlyList<Field> Fields { get; }

    /// <summary>Whether its subject is <c>organisation</c> and not a case (a decision about one case alone may name that case).</summary>
    public bool OfOrganisation { get; }

    /// <summary>The two fields of which one is required, or null.</summary>
    public (Field First, Field Second)? OneOf => _oneOfTwo < 0 ? null : (Fields[_oneOfTwo], Fields[_oneOfTwo + 1]);

    /// <summary>Reads an event's data (one JSON object in UTF-8). Unknown fields are passed over.</summary>
    public Refusal? TryRead(ReadOnlySpan<byte> data, out Fact? fact)
    {
        fact = null;
        var values = default(FieldValues);
        var reader = new Utf8JsonReader(data);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return new Refusal("wrong_type", "/data", "data needs a JSON object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = IndexOf(ref reader);
            reader.Read();
            if (index < 0 || reader.TokenType == JsonTokenType.Null)
            {
                reader.Skip();
                continue;
            }
            var field = Fields[index];
            if (values[index].Present)
                return new Refusal("invalid_value", "/data/" + field.Name, $"data.{field.Name} stands twice; send it once");
            values[index].Present = true;
            if (FieldReader.Read(ref reader, field, ref values[index]) is { } refusal)
                return refusal;
        }
        if (Missing(in values) is { } missing)
            return missing;
        fact = _build(in values);
        return null;
    }

    int IndexOf(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < Fields.Count; i++)
        {
            if (reader.ValueTextEquals(Fields[i].Utf8Name))
                return i;
        }
        return -1;
    }

    Refusal? Missing(in FieldValues values)
    {
        for (var i = 0; i < Fields.Count; i++)
        {
            if (Fields[i].Required && !values[i].Present)
                return new Refusal("missing_field", "/data/" + Fields[i].Name, $"{Name} needs data.{Fields[i].Name}");
        }
        if (_oneOfTwo < 0 || values[_oneOfTwo].Present || values[_oneOfTwo + 1].Present)
            return null;
        var (first, second) = OneOf!.Value;
        return new Refusal("missing_field", "/data/" + first.Name, $"{Name} needs data.{first.Name} or data.{second.Name}");
    }
}
