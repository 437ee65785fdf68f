using System.Text.Json;
using JourneyTrace.Events;

namespace JourneyTrace.Catalogues;

/// <summary>Reads a catalogue from JSON; what is wrong is refused by the pointer of the field and the fix.</summary>
public static class CatalogueReader
{
    static readonly Dictionary<string, Side> SideWords = new(StringComparer.Ordinal)
    {
        ["front"] = Side.Front,
        ["internal"] = Side.Internal,
        ["supplier"] = Side.Supplier,
        ["management"] = Side.Management,
        ["customer"] = Side.Customer,
    };

    static readonly string[] Known = ["links", "calendars", "terms", "complaints", "causes"];

    /// <summary>The catalogue, or every refusal that was found.</summary>
    public static (Catalogue? Catalogue, IReadOnlyList<Refusal> Refusals) Read(JsonElement json)
    {
        var refusals = new List<Refusal>();
        if (json.ValueKind != JsonValueKind.Object)
            return (null, [new Refusal("wrong_type", "", "A catalogue is an object with links, calendars, terms, complaints and causes")]);
        if (!CatalogueText.IsValid(json))
            return (null, [new Refusal("invalid_json", "", "A string holds half of a surrogate pair; send whole characters")]);
        CatalogueText.RefuseTwice(json, "", refusals);
        foreach (var property in json.EnumerateObject().Where(p => !Known.Contains(p.Name, StringComparer.Ordinal)))
            refusals.Add(new Refusal("unknown_field", "/" + property.Name, $"'{property.Name}' is no part of a catalogue; use {string.Join(", ", Known)}"));
        var calendars = CalendarReader.ReadAll(json, refusals);
        var links = ReadLinks(json, calendars, refusals);
        var terms = ReadTerms(json, refusals);
        var complaints = TimeSpan.FromHours(24);
        if (json.TryGetProperty("complaints", out var c) && Duration(c, "/complaints", refusals) is { } within)
            complaints = within;
        var causes = ReadCauses(json, refusals);
        return refusals.Count > 0 ? (null, refusals) : (new Catalogue(links, terms, complaints) { Causes = causes }, []);
    }

    static Dictionary<string, Link> ReadLinks(JsonElement json, Dictionary<string, Calendar> calendars, List<Refusal> refusals)
    {
        var links = new Dictionary<string, Link>(StringComparer.Ordinal);
        foreach (var entry in Entries(json, "links", refusals))
        {
            var pointer = "/links/" + entry.Name;
            if (!FieldReader.IsIdentifier(entry.Name))
                refusals.Add(new Refusal("invalid_value", pointer, "A link's name has 1 to 200 characters without control characters"));
            if (entry.Value.ValueKind != JsonValueKind.Object)
                refusals.Add(new Refusal("wrong_type", pointer, "A link needs an object, such as {\"side\":\"front\"}; {} says nothing about it"));
            links[entry.Name] = new Link(ReadSide(entry.Value, pointer, refusals), ReadCalendar(entry.Value, pointer, calendars, refusals));
        }
        return links;
    }

    static Side ReadSide(JsonElement link, string pointer, List<Refusal> refusals)
    {
        var word = Text(link, "side");
        if (word is null && !(link.ValueKind == JsonValueKind.Object && link.TryGetProperty("side", out _)))
            return Side.Internal;
        if (word is not null && SideWords.TryGetValue(word, out var side))
            return side;
        refusals.Add(new Refusal("invalid_value", pointer + "/side", $"side is '{word}'; use front, internal, supplier, management or customer"));
        return Side.Internal;
    }

    static Calendar? ReadCalendar(JsonElement link, string pointer, Dictionary<string, Calendar> calendars, List<Refusal> refusals)
    {
        if (Text(link, "calendar") is not { } name)
            return null;
        if (calendars.TryGetValue(name, out var calendar))
            return calendar;
        refusals.Add(new Refusal("invalid_value", pointer + "/calendar", $"There is no calendar '{name}'; add it under calendars"));
        return null;
    }

    static List<Term> ReadTerms(JsonElement json, List<Refusal> refusals)
    {
        var terms = new List<Term>();
        if (!json.TryGetProperty("terms", out var list))
            return terms;
        if (list.ValueKind != JsonValueKind.Array)
        {
            refusals.Add(new Refusal("wrong_type", "/terms", "terms needs a list"));
            return terms;
        }
        foreach (var (index, term) in list.EnumerateArray().Index())
        {
            if (Duration(term, $"/terms/{index}", refusals) is { } within)
                terms.Add(new Term(Matched(term, "from"), Matched(term, "to"), Matched(term, "kind"), within, Needed(term, $"/terms/{index}", refusals)));
        }
        return terms;
    }

    static Dictionary<string, string> ReadCauses(JsonElement json, List<Refusal> refusals)
    {
        var causes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in Entries(json, "causes", refusals))
        {
            var cause = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : "";
            if (!FieldReader.IsIdentifier(entry.Name))
                refusals.Add(new Refusal("invalid_value", "/causes/" + entry.Name, "A word has 1 to 200 characters without control characters"));
            else if (!Causes.Known.Contains(cause))
                refusals.Add(new Refusal("invalid_value", "/causes/" + entry.Name, $"'{cause}' is no cause; use one of {string.Join(", ", Causes.Known.Order(StringComparer.Ordinal))}"));
            else if (Causes.Known.Contains(entry.Name))
                refusals.Add(new Refusal("invalid_value", "/causes/" + entry.Name, $"'{entry.Name}' is a cause itself, and cannot stand for another"));
            causes[entry.Name] = cause;
        }
        return causes;
    }

    static string? Matched(JsonElement term, string field) => Text(term, field) is { } text and not "*" ? text : null;

    static TimeSpan? Needed(JsonElement term, string pointer, List<Refusal> refusals)
    {
        if (!term.TryGetProperty("needed", out var needed))
            return null;
        if (needed.ValueKind == JsonValueKind.String && Iso8601Duration.TryParse(needed.GetString()!, out var time))
            return time;
        refusals.Add(new Refusal("invalid_value", pointer + "/needed", "needed needs an ISO 8601 duration without months or years, such as PT4H or P3D"));
        return null;
    }

    static TimeSpan? Duration(JsonElement owner, string pointer, List<Refusal> refusals)
    {
        if (Text(owner, "within") is { } text && Iso8601Duration.TryParse(text, out var within))
            return within;
        refusals.Add(new Refusal("invalid_value", pointer + "/within", "within needs an ISO 8601 duration without months or years, such as PT4H or P3D"));
        return null;
    }

    internal static IEnumerable<JsonProperty> Entries(JsonElement json, string name, List<Refusal> refusals, string pointer = "")
    {
        if (!json.TryGetProperty(name, out var entries))
            return [];
        if (entries.ValueKind == JsonValueKind.Object)
            return entries.EnumerateObject();
        refusals.Add(new Refusal("wrong_type", $"{pointer}/{name}", $"{name} needs an object with an entry for each name"));
        return [];
    }

    internal static string? Text(JsonElement owner, string field) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
