using System.Text.Json;
using JourneyTrace.Events;

namespace JourneyTrace.Catalogues;

/// <summary>What holds for every text of a catalogue, known or not.</summary>
static class CatalogueText
{
    /// <summary>Whether every name and string is whole text. The JSON is at most 64 deep.</summary>
    public static bool IsValid(JsonElement json)
    {
        try
        {
            return json.ValueKind switch
            {
                JsonValueKind.Object => json.EnumerateObject().All(property => property.Name.Length >= 0 && IsValid(property.Value)),
                JsonValueKind.Array => json.EnumerateArray().All(IsValid),
                JsonValueKind.String => json.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Refuses a name that stands twice in one object.</summary>
    public static void RefuseTwice(JsonElement json, string pointer, List<Refusal> refusals)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            if (!seen.Add(property.Name))
                refusals.Add(new Refusal("invalid_value", $"{pointer}/{property.Name}", $"'{property.Name}' stands twice; keep one of them"));
            RefuseTwice(property.Value, $"{pointer}/{property.Name}", refusals);
        }
    }

    /// <summary>Refuses what is no known field of an object.</summary>
    public static void RefuseUnknown(JsonElement json, string pointer, string what, IReadOnlyList<string> known, List<Refusal> refusals)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return;
        foreach (var property in json.EnumerateObject().Where(p => !known.Contains(p.Name, StringComparer.Ordinal)))
            refusals.Add(new Refusal("unknown_field", $"{pointer}/{property.Name}", $"'{property.Name}' is no part of {what}; use {string.Join(", ", known)}"));
    }
}
