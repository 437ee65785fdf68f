using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace JourneyTrace.Logs.Mappings;

/// <summary>YAML that others send: one document, without aliases, and not too deep. It is looked at before it is built, which takes a step of the stack for each level.</summary>
static class YamlText
{
    // Sequences, mappings and the document count as levels.
    const int Deepest = 32;

    /// <summary>What it holds; null for nothing.</summary>
    /// <exception cref="YamlTextException">It is no YAML, or of another kind.</exception>
    public static YamlNode? Read(string yaml)
    {
        try
        {
            if (FaultOf(yaml) is { } fault)
                throw new YamlTextException(fault);
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        }
        catch (YamlException e)
        {
            throw new YamlTextException($"This is no valid YAML, line {e.Start.Line}: {e.Message}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException or NullReferenceException)
        {
            // The library stumbles over some that are none, such as "a: {-\n-" or an entry without a name, in its own way.
            throw new YamlTextException("This is no valid YAML");
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

/// <summary>Text is no YAML, or of a kind that is not taken; the message says why.</summary>
sealed class YamlTextException(string message) : Exception(message);
