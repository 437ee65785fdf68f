using System.Xml;
using System.Xml.Linq;

namespace JourneyTrace.Logs.Reading;

/// <summary>OCEL 2.0 in XML: objects and events, element by element. DTDs are refused.</summary>
public static class OcelXmlReader
{
    static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true };

    /// <exception cref="XmlException">It is no well-formed XML, or has a DTD.</exception>
    public static IEnumerable<LogCase> Read(Stream stream, string caseType)
    {
        using var xml = XmlReader.Create(stream, Settings);
        if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "log")
            throw new LogFormatException($"This is no OCEL 2.0 log: its first element is <{xml.LocalName}> and not <log>");
        var log = new OcelLog(caseType);
        xml.Read();
        while (!xml.EOF)
        {
            if (xml is { NodeType: XmlNodeType.Element, Depth: 2, LocalName: "object" or "event" })
                Add(log, ((IXmlLineInfo)xml).LineNumber, (XElement)XNode.ReadFrom(xml));
            else
                xml.Read();
        }
        return log.Cases();
    }

    static void Add(OcelLog log, int line, XElement element)
    {
        if (element.Name.LocalName == "object")
            log.AddObject(Text(element, "id"), Text(element, "type"), Attributes(element));
        else
        {
            log.AddEvent(
                line, Text(element, "id"), Text(element, "type"), Text(element, "time"), Attributes(element),
                Inside(element, "objects").Where(o => o.Name.LocalName is "relationship" or "object").Select(o => (Text(o, "object-id"), Text(o, "qualifier"))));
        }
    }

    static Dictionary<string, string> Attributes(XElement element)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in Inside(element, "attributes"))
            attributes[Text(attribute, "name")] = attribute.Value.Trim();
        return attributes;
    }

    static IEnumerable<XElement> Inside(XElement element, string name) =>
        element.Elements().Where(e => e.Name.LocalName == name).Elements();

    static string Text(XElement element, string name) => element.Attribute(name)?.Value ?? "";
}
