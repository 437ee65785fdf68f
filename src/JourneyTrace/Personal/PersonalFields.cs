using System.Buffers;
using System.Text;
using System.Text.Json;

namespace JourneyTrace.Personal;

/// <summary>
/// Finds personal data in an event's data: what stands in fields named <c>person</c> and <c>customer</c>, at any depth. Of a customer, <c>segment</c> and
/// <c>value</c> are no personal data: reports count by them.
/// </summary>
public static class PersonalFields
{
    // As deep as an event may be.
    const int Deepest = 64;

    static ReadOnlySpan<byte> PersonName => "person"u8;

    static ReadOnlySpan<byte> CustomerName => "customer"u8;

    /// <summary>What becomes of a personal value.</summary>
    /// <param name="kind"><see cref="JsonTokenType.String"/> or <see cref="JsonTokenType.Number"/>.</param>
    /// <param name="value">The text, or the digits of the number.</param>
    /// <param name="namesCustomer">Whether it is the customer's id.</param>
    /// <returns>The JSON that is to stand there; null to leave it as it is.</returns>
    public delegate string? Replacement(JsonTokenType kind, string value, bool namesCustomer);

    /// <summary>Whether there may be any: quickly told, and now and then in vain.</summary>
    public static bool MayStandIn(ReadOnlySpan<byte> json) =>
        json.IndexOf("\"person\""u8) >= 0 || json.IndexOf("\"customer\""u8) >= 0 || json.IndexOf("\\u"u8) >= 0;

    /// <summary>Whether this is an event, whose personal values stand where they are looked for. What is none may hold some anywhere.</summary>
    public static bool IsEvent(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("specversion", out _)
                && json.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The same JSON with personal values replaced; null where nothing was.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">A string in it is no valid text.</exception>
    public static byte[]? Replace(ReadOnlySpan<byte> json, Replacement replacement)
    {
        ArgumentNullException.ThrowIfNull(replacement);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Deepest });
        var changes = new List<(int From, int To, string Json)>();
        reader.Read();
        Value(ref reader, Place.None, replacement, changes);
        if (changes.Count == 0)
            return null;
        var (changed, copied) = (new ArrayBufferWriter<byte>(json.Length + changes.Count * 16), 0);
        foreach (var (from, to, text) in changes)
        {
            changed.Write(json[copied..from]);
            Encoding.UTF8.GetBytes(text, changed);
            copied = to;
        }
        changed.Write(json[copied..]);
        return changed.WrittenSpan.ToArray();
    }

    static void Value(ref Utf8JsonReader reader, Place place, Replacement replacement, List<(int From, int To, string Json)> changes)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var inner = Inner(ref reader, place);
                    reader.Read();
                    Value(ref reader, inner, replacement, changes);
                }
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    Value(ref reader, place, replacement, changes);
                break;
            case JsonTokenType.String or JsonTokenType.Number when place != Place.None:
                var value = reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
                if (replacement(reader.TokenType, value, place is Place.Customer or Place.CustomerId) is { } text)
                    changes.Add(((int)reader.TokenStartIndex, (int)reader.BytesConsumed, text));
                break;
        }
    }

    static Place Inner(ref Utf8JsonReader reader, Place outer)
    {
        if (reader.ValueTextEquals(CustomerName))
            return Place.Customer;
        if (reader.ValueTextEquals(PersonName))
            return Place.Personal;
        if (outer != Place.Customer)
            return outer == Place.None ? Place.None : Place.Personal;
        if (reader.ValueTextEquals("segment"u8) || reader.ValueTextEquals("value"u8))
            return Place.None;
        return reader.ValueTextEquals("id"u8) ? Place.CustomerId : Place.Personal;
    }

    enum Place : byte
    {
        None,
        Personal,
        Customer,
        CustomerId,
    }
}
