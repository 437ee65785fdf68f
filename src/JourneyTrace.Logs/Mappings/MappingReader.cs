using JourneyTrace.Events;
using YamlDotNet.RepresentationModel;

namespace JourneyTrace.Logs.Mappings;

/// <summary>Reads a mapping from YAML; what is wrong is refused by the entry's name and line.</summary>
public static class MappingReader
{
    static readonly string[] Known =
    [
        "format", "source", "case", "event", "time", "start", "activity", "link", "person", "segment", "kind", "customer-id", "value", "rows", "offset", "promises",
        "queue", "customer", "obstacles",
    ];

    /// <exception cref="MappingException">It is no mapping.</exception>
    public static Mapping Read(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var root = Load(yaml);
        root.Allow(Known);
        var format = root.Required("format");
        if (format is not ("xes" or "csv" or "ocel"))
            throw new MappingException($"format is '{format}'; use xes, csv or ocel");
        if (root.Text("event") is { } whole)
            return OfWholeEvents(root, format, whole);
        var (queue, customer) = (root.Match("queue"), root.Match("customer"));
        var obstacles = root.List("obstacles").Select(o => (o.Match("", "cause")!, Causes.Normalise(o.Required("cause")))).ToList();
        var rows = root.Text("rows");
        if (rows is not (null or "begin" or "end"))
            throw new MappingException($"rows is '{rows}'; use begin (the link has it from the row on) or end (it had it until the row)");
        var offset = root.Text("offset");
        if (offset is not (null or "keep" or "ignore"))
            throw new MappingException($"offset is '{offset}'; use keep (the default) or ignore (times are taken as the clock showed them)");
        return new Mapping
        {
            WallClock = offset == "ignore",
            Format = format,
            Source = root.Text("source"),
            Case = root.Required("case"),
            Time = root.Required("time"),
            Start = root.Text("start"),
            Activity = root.Required("activity"),
            Link = root.Value("link"),
            Person = root.Value("person"),
            Segment = root.Value("segment"),
            Kind = root.Value("kind"),
            Customer = root.Value("customer-id"),
            Worth = root.Value("value"),
            RowsBegin = rows is null ? queue is not null || customer is not null || obstacles.Count > 0 : rows == "begin",
            Promises = [.. root.List("promises").Select(PromiseReader.Read)],
            Queue = queue,
            CustomerHas = customer,
            Obstacles = obstacles,
        };
    }

    /// <summary>An export of JourneyTrace: its columns are known.</summary>
    static Mapping OfWholeEvents(MappingNode root, string format, string whole)
    {
        root.Allow(["format", "event"]);
        var @case = format switch { "xes" => "case:concept:name", _ => "case" };
        return new Mapping { Format = format, Case = @case, Time = "time", Activity = "activity", Event = whole };
    }

    static MappingNode Load(string yaml)
    {
        try
        {
            return YamlText.Read(yaml) is YamlMappingNode root
                ? new MappingNode(root, "the mapping")
                : throw new MappingException("A mapping is YAML with an entry a line, such as 'format: xes'");
        }
        catch (YamlTextException e)
        {
            throw new MappingException(e.Message);
        }
    }
}
