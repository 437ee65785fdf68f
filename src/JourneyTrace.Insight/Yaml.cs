using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyTrace.Logs.Mappings;
using YamlDotNet.RepresentationModel;

namespace JourneyTrace.Insight;

/// <summary>YAML as JSON, its scalars as strings (a catalogue has no other). Aliases are refused: few bytes could stand for very many.</summary>
public static class Yaml
{
    /// <exception cref="ProblemException">It is no valid YAML.</exception>
    public static JsonElement ToJson(string text)
    {
        try
        {
            var node = YamlText.Read(text) is { } root ? Node(root) : null;
            return JsonSerializer.SerializeToElement(node);
        }
        catch (YamlTextException e)
        {
            throw new ProblemException(Problem.InvalidJson, e.Message);
        }
    }

    static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child => KeyValuePair.Create(Name(child.Key), Node(child.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Node)]),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };

    static string Name(YamlNode key) => key is YamlScalarNode { Value: { } name }
        ? name
        : throw new ProblemException(Problem.InvalidJson, $"The YAML has a list or an entry for a name, line {key.Start.Line}; names are plain text");
}
