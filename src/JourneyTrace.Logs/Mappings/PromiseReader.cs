using JourneyTrace.Events;

namespace JourneyTrace.Logs.Mappings;

/// <summary>Reads one promise of a mapping.</summary>
static class PromiseReader
{
    static readonly string[] Known =
        ["promise", "what", "by", "made", "made-at", "due", "within", "within-by", "kept", "kept-at"];

    public static PromiseMapping Read(MappingNode node)
    {
        node.Allow(Known);
        var name = node.Required("promise");
        var withinBy = node.Inner("within-by");
        if (node.Text("due") is null && node.Text("within") is null && withinBy is null)
            throw new MappingException($"The promise '{name}' needs due (a column), within (a duration) or within-by");
        var keptLast = node.Inner("kept") is null && node.Text("kept") is { } kept
            && (kept == "last" ? true : throw new MappingException($"kept of '{name}' is '{kept}'; use last, or {{ activity: … }}"));
        return new PromiseMapping(
            name, node.Value("by"), node.Match("made"), node.Text("made-at"), node.Text("due"),
            node.Text("within") is { } within ? Duration(within, name) : null,
            withinBy is null ? null : Lengths(withinBy, name),
            node.Text("kept-at"), keptLast ? null : node.Match("kept"), keptLast, node.Text("what"));
    }

    static (string Column, IReadOnlyDictionary<string, TimeSpan> Lengths) Lengths(MappingNode node, string promise) => (
        node.Required("column"),
        node.Keys.Where(key => key != "column").ToDictionary(key => key, key => Duration(node.Required(key), promise), StringComparer.Ordinal));

    static TimeSpan Duration(string text, string promise) => Iso8601Duration.TryParse(text, out var duration)
        ? duration
        : throw new MappingException($"'{text}' in the promise '{promise}' is no duration; use P5D or PT4H");
}
