using System.Text.Json;

namespace JourneyTrace.Events;

/// <summary>Reads the customer of a case: <c>{ "id", "segment", "value" }</c>, each of them optional.</summary>
static class CustomerReader
{
    public static Refusal? Read(ref Utf8JsonReader reader, ref FieldValue value)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return new Refusal("wrong_type", "/data/customer", "data.customer needs an object such as {\"id\":\"cu-1\",\"segment\":\"gold\"}");
        value.List = new string[2];
        value.Number = double.NaN;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var part = reader.ValueTextEquals("id"u8) ? "id" : reader.ValueTextEquals("segment"u8) ? "segment"
                : reader.ValueTextEquals("value"u8) ? "value" : null;
            reader.Read();
            if (part is null || reader.TokenType == JsonTokenType.Null)
                reader.Skip();
            else if (Part(ref reader, part, ref value) is { } refusal)
                return refusal;
        }
        return null;
    }

    static Refusal? Part(ref Utf8JsonReader reader, string part, ref FieldValue value)
    {
        if (part == "value")
        {
            return reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out value.Number) && Math.Abs(value.Number) <= Field.Largest
                ? null
                : new Refusal("wrong_type", "/data/customer/value", "data.customer.value needs a number from -1E+12 to 1E+12");
        }
        var text = reader.TokenType == JsonTokenType.String ? FieldReader.Text(ref reader) : null;
        if (text is null || !FieldReader.IsIdentifier(text))
            return new Refusal("wrong_type", "/data/customer/" + part, $"data.customer.{part} needs a string of 1 to 200 characters");
        value.List![part == "id" ? 0 : 1] = text;
        return null;
    }
}
