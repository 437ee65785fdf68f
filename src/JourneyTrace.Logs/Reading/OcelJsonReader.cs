using System.Text.Json;

namespace JourneyTrace.Logs.Reading;

/// <summary>OCEL 2.0 in JSON: objectTypes, eventTypes, objects, events.</summary>
public static class OcelJsonReader
{
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="LogFormatException">It is no OCEL.</exception>
    public static IEnumerable<LogCase> Read(Stream stream, string caseType)
    {
        try
        {
            return ReadAll(stream, caseType);
        }
        catch (InvalidOperationException e)
        {
            // Bytes that are no UTF-8, and half of a character, are found when a text is asked for.
            throw new LogFormatException($"This is no OCEL 2.0 log: a text in it cannot be read ({e.Message})");
        }
    }

    static List<LogCase> ReadAll(Stream stream, string caseType)
    {
        using var json = JsonDocument.Parse(stream);
        var log = new OcelLog(caseType);
        if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("events", out _))
            throw new LogFormatException("This is no OCEL 2.0 log: it needs an object with objects and events");
        foreach (var item in Items(json.RootElement, "objects"))
            log.AddObject(Text(item, "id"), Text(item, "type"), Attributes(item));
        var index = 0;
        foreach (var item in Items(json.RootElement, "events"))
        {
            index++;
            log.AddEvent(
                index, Text(item, "id"), Text(item, "type"), Text(item, "time"), Attributes(item),
                Items(item, "relationships").Select(r => (Text(r, "objectId"), Text(r, "qualifier"))));
        }
        return [.. log.Cases()];
    }

    static JsonElement.ArrayEnumerator Items(JsonElement owner, string name) =>
        owner.ValueKind != JsonValueKind.Object
            ? throw new LogFormatException($"This is no OCEL 2.0 log: where an object is needed stands {Short(owner)}")
            : !owner.TryGetProperty(name, out var list)
                ? default
                : list.ValueKind == JsonValueKind.Array
                    ? list.EnumerateArray()
                    : throw new LogFormatException($"This is no OCEL 2.0 log: '{name}' needs a list, and is {Short(list)}");

    static string Short(JsonElement json) => json.GetRawText() is { Length: > 30 } text ? text[..30] + "…" : json.GetRawText();

    static Dictionary<string, string> Attributes(JsonElement item)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in Items(item, "attributes"))
            attributes[Text(attribute, "name")] = Text(attribute, "value");
        return attributes;
    }

    static string Text(JsonElement owner, string name) => owner.ValueKind != JsonValueKind.Object
        ? throw new LogFormatException($"This is no OCEL 2.0 log: where an object is needed stands {Short(owner)}")
        : !owner.TryGetProperty(name, out var value)
        ? ""
        : value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
