using YamlDotNet.RepresentationModel;

namespace JourneyTrace.Logs.Mappings;

/// <summary>An entry of a mapping with its words, for reading with clear errors.</summary>
sealed class MappingNode(YamlMappingNode node, string name)
{
    public IEnumerable<string> Keys => node.Children.Keys.Select(key => NameOf(key));

    public void Allow(IReadOnlyList<string> known)
    {
        foreach (var key in Keys)
        {
            if (!known.Contains(key, StringComparer.Ordinal))
                throw new MappingException($"{name} has '{key}' (line {node.Start.Line}), which is not known; use: {string.Join(", ", known)}");
        }
    }

    public string Required(string key) =>
        Text(key) ?? throw new MappingException($"{name} needs '{key}' (line {node.Start.Line})");

    public string? Text(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode scalar => scalar.Value,
        _ => throw new MappingException($"'{key}' in {name} needs a single word (line {node.Start.Line})"),
    };

    /// <summary>A column's name, or <c>{ is: constant }</c>.</summary>
    public Value? Value(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode { Value: { Length: > 0 } column } => new Value(column, null),
        YamlMappingNode constant => new Value(null, new MappingNode(constant, key).Required("is")),
        _ => throw new MappingException($"'{key}' in {name} needs a column's name, or {{ is: constant }}"),
    };

    /// <summary>Rows by a word or some words of a column: <c>{ lifecycle: [a, b] }</c>, <c>{ activity: a }</c>.</summary>
    /// <param name="key">Where the match stands; empty for this entry itself.</param>
    /// <param name="besides">Keys of this entry that are no columns.</param>
    public RowMatch? Match(string key, params string[] besides)
    {
        var match = key.Length == 0 ? node : Find(key) as YamlMappingNode;
        if (match is null)
        {
            return Find(key) is null
                ? null
                : throw new MappingException($"'{key}' in {name} needs a column and its words, such as {{ lifecycle: [Queued] }}");
        }
        var columns = match.Children.Where(c => !besides.Contains(NameOf(c.Key), StringComparer.Ordinal)).ToList();
        if (columns.Count != 1)
            throw new MappingException($"'{(key.Length == 0 ? name : key)}' needs one column and its words, such as {{ lifecycle: [Queued] }}");
        var words = columns[0].Value is YamlSequenceNode several
            ? several.Children.OfType<YamlScalarNode>().Select(word => word.Value!).ToList()
            : [NameOf(columns[0].Value)];
        return new RowMatch(ColumnOf(NameOf(columns[0].Key)), words);
    }

    public IEnumerable<MappingNode> List(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children.Select((entry, i) => entry is YamlMappingNode mapping
            ? new MappingNode(mapping, $"{key}[{i}]")
            : throw new MappingException($"{key}[{i}] needs entries such as 'promise: answer'")),
        _ => throw new MappingException($"'{key}' in {name} needs a list"),
    };

    public MappingNode? Inner(string key) => Find(key) is YamlMappingNode inner ? new MappingNode(inner, key) : null;

    /// <summary>The short words for columns that XES has standard names for.</summary>
    static string ColumnOf(string word) => word switch
    {
        "lifecycle" => "lifecycle:transition",
        "activity" => "concept:name",
        _ => word,
    };

    YamlNode? Find(string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var found) ? found : null;

    static string NameOf(YamlNode node) => node is YamlScalarNode { Value: { } name }
        ? name
        : throw new MappingException($"The mapping needs a plain word at line {node.Start.Line}");
}
