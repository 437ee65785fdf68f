using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace JourneyTrace.Insight;

/// <summary>YAML as JSON, its scalars as strings (a catalogue has no other). Aliases are refused: few bytes could stand for very many.</summary>
public static class Yaml
{
    // Sequences, mappings and the document count as levels.
    const int Deepest = 32;

    /// <exception cref="ProblemException">It is no valid YAML.</exception>
    public static JsonElement ToJson(string text)
    {
        try
        {
            Check(new Parser(new StringReader(text)));
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            var node = stream.Documents.Count == 0 ? null : Node(stream.Documents[0].RootNode);
            return JsonSerializer.SerializeToElement(node);
        }
        catch (YamlException e)
        {
            throw new ProblemException(Problem.InvalidJson, $"The catalogue is no valid YAML, line {e.Start.Line}: {e.Message}");
        }
    }

    /// <summary>Looks at what it is made of before it is built, which takes a step of the stack for each level.</summary>
    static void Check(Parser parser)
    {
        var (depth, documents) = (0, 0);
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            documents += parser.Current is DocumentStart ? 1 : 0;
            if (parser.Current is AnchorAlias)
                throw new ProblemException(Problem.InvalidJson, "The YAML uses an alias (*name); write it out");
            if (depth > Deepest)
                throw new ProblemException(Problem.InvalidJson, $"The YAML is nested deeper than {Deepest}");
            if (documents > 1)
                throw new ProblemException(Problem.InvalidJson, "The YAML holds several documents; a catalogue is one");
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
