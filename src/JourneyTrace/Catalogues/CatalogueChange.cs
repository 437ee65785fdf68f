using System.Text.Json;

namespace JourneyTrace.Catalogues;

/// <summary>Which cases another catalogue would judge differently: those that one of these links has a part in, or all.</summary>
/// <param name="Links">Links whose side, calendar or terms differ.</param>
/// <param name="All">What differs has a bearing on every case.</param>
public sealed record CatalogueChange(IReadOnlyList<string> Links, bool All)
{
    static readonly string[] Judged = ["from", "to", "kind", "within"];

    /// <summary>What differs between two catalogues that were found right.</summary>
    public static CatalogueChange Between(JsonElement before, JsonElement after)
    {
        if (!Same(Member(before, "complaints"), Member(after, "complaints")) || !Same(Member(before, "causes"), Member(after, "causes")))
            return new CatalogueChange([], All: true);
        var links = new SortedSet<string>(StringComparer.Ordinal);
        AddLinks(before, after, links);
        return AddTerms(before, after, links) ? new CatalogueChange([.. links], All: false) : new CatalogueChange([], All: true);
    }

    static void AddLinks(JsonElement before, JsonElement after, SortedSet<string> touched)
    {
        var (old, @new) = (Entries(before, "links"), Entries(after, "links"));
        foreach (var name in old.Keys.Union(@new.Keys, StringComparer.Ordinal))
        {
            JsonElement? was = old.TryGetValue(name, out var o) ? o : null, now = @new.TryGetValue(name, out var n) ? n : null;
            if (!Same(was, now) || !Same(CalendarOf(before, was), CalendarOf(after, now)))
                touched.Add(name);
        }
    }

    /// <summary>False where a term that differs fits any link.</summary>
    static bool AddTerms(JsonElement before, JsonElement after, SortedSet<string> touched)
    {
        List<JsonElement> old = Terms(before), @new = Terms(after);
        var gone = old.Where(term => !@new.Exists(other => SameTerm(term, other))).ToList();
        var come = @new.Where(term => !old.Exists(other => SameTerm(term, other))).ToList();
        var kept = @new.Where(term => !come.Contains(term)).ToList();
        if (!old.Where(term => !gone.Contains(term)).Zip(kept).All(pair => SameTerm(pair.First, pair.Second)))
            return false;
        foreach (var term in gone.Concat(come))
        {
            var link = CatalogueReader.Text(term, "to") is { } to and not "*" ? to : CatalogueReader.Text(term, "from");
            if (link is null or "*")
                return false;
            touched.Add(link);
        }
        return true;
    }

    /// <summary>No verdict looks at what is needed.</summary>
    static bool SameTerm(JsonElement one, JsonElement other) =>
        Same(one, other) || Judged.All(name => Same(Member(one, name), Member(other, name)));

    static Dictionary<string, JsonElement> Entries(JsonElement catalogue, string name) =>
        Member(catalogue, name) is { ValueKind: JsonValueKind.Object } entries
            ? entries.EnumerateObject().GroupBy(e => e.Name, StringComparer.Ordinal).ToDictionary(e => e.Key, e => e.Last().Value, StringComparer.Ordinal)
            : [];

    static List<JsonElement> Terms(JsonElement catalogue) =>
        Member(catalogue, "terms") is { ValueKind: JsonValueKind.Array } terms ? [.. terms.EnumerateArray()] : [];

    static JsonElement? CalendarOf(JsonElement catalogue, JsonElement? link) =>
        link is { } l && CatalogueReader.Text(l, "calendar") is { } name && Member(catalogue, "calendars") is { } calendars
            ? Member(calendars, name)
            : null;

    static JsonElement? Member(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : null;

    static bool Same(JsonElement? one, JsonElement? other) =>
        one is { } a && other is { } b ? JsonElement.DeepEquals(a, b) : one is null && other is null;
}
