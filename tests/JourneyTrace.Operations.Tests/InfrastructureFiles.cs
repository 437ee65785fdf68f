using JourneyTrace.Testing;
using YamlDotNet.RepresentationModel;

namespace JourneyTrace.Operations.Tests;

/// <summary>Reads what is in <c>infra/</c>.</summary>
static class InfrastructureFiles
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "infra");

    public static IEnumerable<YamlNode> Yaml(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(Folder, file))));
        return stream.Documents.Select(d => d.RootNode);
    }

    public static Dictionary<string, YamlNode> Map(YamlNode node) => ((YamlMappingNode)node).Children.ToDictionary(c => c.Key.ToString(), c => c.Value, StringComparer.Ordinal);

    /// <summary>With what an alias brings.</summary>
    public static Dictionary<string, YamlNode> Merged(YamlNode node)
    {
        var own = Map(node);
        foreach (var (key, value) in own.TryGetValue("<<", out var from) ? Map(from) : [])
            own.TryAdd(key, value);
        return own;
    }

    public static IEnumerable<YamlNode> List(YamlNode node) => ((YamlSequenceNode)node).Children;
}
