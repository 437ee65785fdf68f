using System.Text.Json;

namespace JourneyTrace.Events;

/// <summary>Reads one field's value by its kind; what does not fit is refused with the field's pointer.</summary>
static class FieldReader
{
    public const int LongestIdentifier = 200;
    const int LongestText = 10_000;
    const int LongestList = 10_000;

    public static Refusal? Read(ref Utf8JsonReader reader, Field field, ref FieldValue value) => field.Kind switch
    {
        FieldKind.Identifier => ReadIdentifier(ref reader, field, ref value),
        FieldKind.Cause => ReadCause(ref reader, field, ref value),
        FieldKind.Text => ReadText(ref reader, field, ref value),
        FieldKind.Instant => ReadInstant(ref reader, field, ref value),
        FieldKind.Duration => ReadDuration(ref reader, field, ref value),
        FieldKind.Flag => ReadFlag(ref reader, field, ref value),
        FieldKind.Number => ReadNumber(ref reader, field, ref value),
        FieldKind.Identifiers => ReadList(ref reader, field, ref value, LongestIdentifier),
        FieldKind.IdentifierOrList => reader.TokenType == JsonTokenType.String
            ? ReadOneAsList(ref reader, field, ref value)
            : ReadList(ref reader, field, ref value, LongestIdentifier),
        FieldKind.Texts => ReadList(ref reader, field, ref value, LongestText),
        FieldKind.Customer => CustomerReader.Read(ref reader, ref value),
        FieldKind.Answers => ReadAnswers(ref reader, field, ref value),
        FieldKind.Object => Skip(ref reader, field, JsonTokenType.StartObject, "an object"),
        FieldKind.Steps => RowsReader.Read(ref reader, field, RowsReader.Steps, ref value),
        _ => RowsReader.Read(ref reader, field, RowsReader.Survey, ref value),
    };

    /// <summary>Whether the text can name something: 1 to 200 characters, none of them a control character.</summary>
    public static bool IsIdentifier(string text)
    {
        if (text.Length is 0 or > LongestIdentifier * 2)
            return false;
        var (characters, dots) = (0, 0);
        foreach (var c in text)
        {
            if (char.IsControl(c))
                return false;
            characters += char.IsLowSurrogate(c) ? 0 : 1;
            dots += c == '.' ? 1 : 0;
        }
        // What is only dots cannot stand in a path.
        return characters <= LongestIdentifier && !(dots == characters && dots <= 2);
    }

    /// <summary>The string at the reader, or null where its escapes make no text (half of a surrogate pair).</summary>
    public static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return Names.Intern(ref reader);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    static Refusal? ReadIdentifier(ref Utf8JsonReader reader, Field field, ref FieldValue value)
    {
        if (reader.TokenType != JsonTokenType.String)
            return WrongType(field, "a string");
        value.Text = Text(ref reader);
        if (value.Text is null || !IsIdentifier(value.Text))
            return Invalid(field, "needs 1 to 200 characters without control characters");
        if (field.Words.Count > 0 && !field.Words.Contains(value.Text, StringComparer.Ordinal))
            return Invalid(field, $"is '{value.Text}'; use one of: {string.Join(", ", field.Words)}");
        return null;
    }

    static Refusal? ReadCause(ref Utf8JsonReader reader, Field field, ref FieldValue value)
    {
        var refusal = ReadIdentifier(ref reader, field, ref value);
        if (refusal is null)
            value.Text = Causes.Normalise(value.Text!);
        return refusal;
    }

    static Refusal? ReadText(ref Utf8JsonReader reader, Field field, ref FieldValue value)
    {
        if (reader.TokenType != JsonTokenType.String)
            return WrongType(field, "a string");
        value.Text = Text(ref reader);
        return value.Text is null || value.Text.Length > LongestText
            ? Invalid(field, "needs valid text of at most 10,000 characters")
            : null;
    }

    static Refusal? ReadInstant(ref Utf8JsonReader reader, Field field, ref FieldValue value)
    {
        if (reader.TokenType != JsonTokenType.String)
            return WrongType(field, "an instant, such as \"2026-03-02T09:10:00Z\"");
        return !reader.ValueIsEscaped && Rfc3339.TryParse(reader.ValueSpan, out value.Instant)
            ? null
            : Invalid(field, "needs an RFC 3339 instant with an offset, such as 2026-03-02T09:10:00Z, from 1900 to 2199");
    }

    static Refusal? ReadDuration(ref Utf8JsonReader reader, Field field, ref FieldValue value)
    {
        if (reader.TokenType != JsonTokenType.String)
            return WrongType(field, "a duration, such as \"PT4H\"");
        return !reader.ValueIsEscaped && Iso8601Duration.TryParse(reader.ValueSpan, out value.Duration)
            ? null
            : Invalid(field, "needs an ISO 8601 duration without months or years, such as PT4H or P3D");
    }

    static Refusal? ReadFlag(ref Utf8JsonReader reader, Field field, ref FieldValue value)
    {
        value.Flag = reader.TokenType == JsonTokenType.True;
        return reader.TokenType is JsonTokenType.True or JsonTokenType.False ? null : WrongType(field, "true or false");
    }

    static Refusal? ReadNumber(ref Utf8JsonReader reader, Field field, ref FieldValue value)
    {
        if (reader.TokenType != JsonTokenType.Number)
            return WrongType(field, "a number");
        if (!reader.TryGetDouble(out value.Number) || !double.IsFinite(value.Number)
            || value.Number < field.Range.Min || value.Number > field.Range.Max)
            return Invalid(field, $"needs a number from {field.Range.Min:G6} to {field.Range.Max:G6}");
        return null;
    }

    static Refusal? ReadOneAsList(ref Utf8JsonReader reader, Field field, ref FieldValue value)
    {
        var refusal = ReadIdentifier(ref reader, field, ref value);
        if (refusal is null)
            value.List = [value.Text!];
        return refusal;
    }

    static Refusal? ReadList(ref Utf8JsonReader reader, Field field, ref FieldValue value, int longest)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return WrongType(field, "a list of strings");
        var list = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
                return WrongType(field, "a list of strings");
            var text = Text(ref reader);
            if (text is null || text.Length == 0 || (longest != LongestIdentifier && text.Length > longest) || (longest == LongestIdentifier && !IsIdentifier(text)))
                return Invalid(field, $"has an entry that is empty, too long or no text (entry {list.Count})");
            list.Add(text);
            if (list.Count > LongestList)
                return Invalid(field, "has more than 10,000 entries");
        }
        value.List = [.. list];
        return null;
    }

    static Refusal? ReadAnswers(ref Utf8JsonReader reader, Field field, ref FieldValue value)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return WrongType(field, "an object of texts");
        var answered = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text(ref reader);
            reader.Read();
            if (name is not null && reader.TokenType == JsonTokenType.String && !string.IsNullOrWhiteSpace(Text(ref reader)))
                answered.Add(name);
            reader.Skip();
        }
        value.List = [.. answered];
        return null;
    }

    static Refusal? Skip(ref Utf8JsonReader reader, Field field, JsonTokenType start, string what)
    {
        if (reader.TokenType != start)
            return WrongType(field, what);
        reader.Skip();
        return null;
    }

    static Refusal WrongType(Field field, string needed) =>
        new("wrong_type", "/data/" + field.Name, $"data.{field.Name} needs {needed}");

    static Refusal Invalid(Field field, string why) => new("invalid_value", "/data/" + field.Name, $"data.{field.Name} {why}");
}
