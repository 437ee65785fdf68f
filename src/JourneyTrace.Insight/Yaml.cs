using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyTrace.Http;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JourneyTrace.Insight;

/// <summary>YAML as JSON, its scalars as strings (a catalogue has no other). Aliases are refused: few bytes could stand for very many.</summary>
static class Yaml
{
    /// <exception cref="ProblemException">It is no valid YAML.</exception>
    public static JsonElement ToJson(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
            {
                if (parser.Current is YamlDotNet.Core.Events.AnchorAlias)
                    throw new ProblemException(Problem.InvalidJson, "The YAML uses an alias (*name); write it out");
            }
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            var node = stream.Documents.Count == 0 ? null : Node(stream.Documents[0].RootNode, 0);
            return JsonSerializer.SerializeToElement(node);
        }
        catch (YamlException e)
        {
            throw new ProblemException(Problem.InvalidJson, $"The catalogue is no valid YAML, line {e.Start.Line}: {e.Message}");
        }
    }

    static JsonNode? Node(YamlNode node, int depth) => node switch
    {
        _ when depth > 32 => throw new ProblemException(Problem.InvalidJson, "The YAML is nested deeper than 32"),
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child =>
            KeyValuePair.Create(((YamlScalarNode)child.Key).Value ?? "", Node(child.Value, depth + 1)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(child => Node(child, depth + 1))]),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };
}
