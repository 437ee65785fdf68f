using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace JourneyTrace.Logs.Mappings;

/// <summary>What YAML may be made of where others send it. It is looked at before it is built, which takes a step of the stack for each level.</summary>
static class YamlShape
{
    // Sequences, mappings and the document count as levels.
    const int Deepest = 32;

    /// <summary>What speaks against it; null for nothing.</summary>
    /// <exception cref="YamlException">It is no YAML.</exception>
    public static string? Fault(string yaml)
    {
        try
        {
            return FaultOf(yaml);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // The library stumbles over some that are none, such as "a: {-\n-", in its own way.
            return "This is no valid YAML";
        }
    }

    static string? FaultOf(string yaml)
    {
        var (parser, depth, documents) = (new Parser(new StringReader(yaml)), 0, 0);
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            documents += parser.Current is DocumentStart ? 1 : 0;
            // Few bytes could stand for very many.
            if (parser.Current is AnchorAlias)
                return "The YAML uses an alias (*name); write it out";
            if (depth > Deepest)
                return $"The YAML is nested deeper than {Deepest}";
            if (documents > 1)
                return "The YAML holds several documents; it needs to be one";
        }
        return null;
    }
}
