using System.Xml;

namespace JourneyTrace.Logs.Reading;

/// <summary>XES (IEEE 1849), trace by trace: memory does not grow with the file. Nested attributes are passed over; DTDs are refused.</summary>
public static class XesReader
{
    static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        CloseInput = false,
    };

    /// <exception cref="XmlException">It is no well-formed XML, or has a DTD.</exception>
    public static IEnumerable<LogCase> Read(Stream stream)
    {
        using var xml = XmlReader.Create(stream, Settings);
        if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "log")
            throw new LogFormatException($"This is no XES log: its first element is <{xml.LocalName}> and not <log>");
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "trace", Depth: 1 } && !xml.IsEmptyElement)
                yield return ReadTrace(xml);
            else if (xml is { NodeType: XmlNodeType.Element, Depth: 1 } && xml.LocalName != "trace")
                SkipInside(xml);
        }
    }

    static LogCase ReadTrace(XmlReader xml)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var rows = new List<LogRow>();
        while (xml.Read() && xml.NodeType != XmlNodeType.EndElement)
        {
            if (xml.LocalName == "event")
                rows.Add(ReadEvent(xml));
            else
                ReadAttribute(xml, attributes);
        }
        return new LogCase(null, attributes, rows);
    }

    static LogRow ReadEvent(XmlReader xml)
    {
        var line = ((IXmlLineInfo)xml).LineNumber;
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!xml.IsEmptyElement)
        {
            while (xml.Read() && xml.NodeType != XmlNodeType.EndElement)
                ReadAttribute(xml, attributes);
        }
        return new LogRow(line, attributes);
    }

    static void ReadAttribute(XmlReader xml, Dictionary<string, string> attributes)
    {
        if (xml.NodeType != XmlNodeType.Element)
            return;
        if (xml.GetAttribute("key") is { } key && xml.GetAttribute("value") is { } value)
            attributes[key] = value;
        SkipInside(xml);
    }

    /// <summary>Leaves the reader at the end of the element.</summary>
    static void SkipInside(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return;
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            // What is nested says nothing here.
        }
    }
}
