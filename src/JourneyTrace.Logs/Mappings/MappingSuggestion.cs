using JourneyTrace.Logs.Reading;

namespace JourneyTrace.Logs.Mappings;

/// <summary>Reads the beginning of a log and writes a mapping to start from, with what it guessed by the columns' names.</summary>
public static class MappingSuggestion
{
    // Some cases, or a line.
    const long MostRead = 64L << 20;

    /// <exception cref="LogFormatException">The file cannot be read.</exception>
    public static string For(Stream file, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var bare = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
            ? Path.GetFileNameWithoutExtension(name)
            : name;
        return Path.GetExtension(bare).ToLowerInvariant() switch
        {
            ".xes" => Xes(file, name),
            ".csv" => Csv(file, name),
            ".json" or ".xml" or ".jsonocel" or ".xmlocel" => Ocel,
            var other => throw new LogFormatException($"{name} is no log that is known ('{other}'); known are .xes, .csv, and OCEL 2.0 as .json or .xml, also .gz and .zip"),
        };
    }

    const string Ocel = """
        format: ocel
        case: order                     # the type of object that tells cases apart
        time: ocel:timestamp
        activity: ocel:activity
        link: department                # an attribute of the event
        kind: { is: order }
        promises:
          - promise: answer
            within: P5D                 # or due: a column
            kept: last                  # or kept: { ocel:activity: Done }, or kept-at: a column

        """;

    static string Xes(Stream file, string name)
    {
        var probe = new Mapping { Format = "xes", Case = "case:concept:name", Time = "time:timestamp", Activity = "concept:name" };
        var first = LogFile.Read(file, name, probe, MostRead).Take(50).ToList();
        var ofCases = first.SelectMany(c => c.Attributes.Keys).Distinct(StringComparer.Ordinal).ToList();
        var ofRows = first.SelectMany(c => c.Rows).SelectMany(r => r.Attributes.Keys).Distinct(StringComparer.Ordinal).ToList();
        var due = Guess(ofCases, "deadline", "due");
        var end = Guess(ofCases, "enddate", "end", "closed");
        return Written(
            "xes", "case:concept:name", "time:timestamp", "concept:name", Guess(ofRows, "org:group", "org:role", "org:resource"),
            Guess(ofRows, "org:resource"), due is null ? null : "case:" + due, end is null ? null : "case:" + end,
            ofCases.Select(c => "case:" + c).Concat(ofRows));
    }

    static string Csv(Stream file, string name)
    {
        var (content, _) = Opened(file, name);
        using var reader = new StreamReader(content);
        var header = FirstLine(reader, name).Split([',', ';', '\t'], StringSplitOptions.TrimEntries).Select(h => h.Trim('"')).ToList();
        if (header.All(string.IsNullOrEmpty))
            throw new LogFormatException($"{name} is empty; a CSV needs a header and a row for each event");
        return Written(
            "csv", Guess(header, "case", "ticket", "order", "id") ?? Unknown, Guess(header, "time", "date", "when") ?? Unknown,
            Guess(header, "activity", "event", "status", "action", "what") ?? Unknown, Guess(header, "group", "department", "team", "role", "link"),
            Guess(header, "resource", "person", "user", "agent"), Guess(header, "deadline", "due"), Guess(header, "enddate", "closed", "resolved"), header);
    }

    static (Stream Content, string Name) Opened(Stream file, string name)
    {
        try
        {
            return LogFile.Open(file, name, MostRead);
        }
        catch (Exception e) when (LogFile.IsDamage(e))
        {
            throw LogFile.Damaged(name, e);
        }
    }

    static string FirstLine(StreamReader reader, string name)
    {
        try
        {
            return reader.ReadLine() ?? "";
        }
        catch (Exception e) when (LogFile.IsDamage(e))
        {
            throw LogFile.Damaged(name, e);
        }
    }

    const string Unknown = "CHOOSE-A-COLUMN";

    static string? Guess(IReadOnlyList<string> names, params string[] words) => words
        .Select(word => names.FirstOrDefault(n => n.Equals(word, StringComparison.OrdinalIgnoreCase))
            ?? names.FirstOrDefault(n => n.Contains(word, StringComparison.OrdinalIgnoreCase)))
        .FirstOrDefault(found => found is not null);

    static string Written(
        string format, string @case, string time, string activity, string? link, string? person, string? due, string? keptAt, IEnumerable<string> columns) =>
        $$"""
        # Columns found: {{string.Join(", ", columns.Distinct(StringComparer.Ordinal))}}
        format: {{format}}
        case: {{@case}}
        time: {{time}}
        activity: {{activity}}
        {{(link is null ? "# link: the column that says who has the case" : "link: " + link)}}
        {{(person is null ? "# person: the column that says who did it" : "person: " + person)}}
        kind: { is: case }
        promises:
          - promise: answer
            {{(due is null ? "within: P5D                 # or due: a column with a time" : "due: " + due)}}
            {{(keptAt is null ? "kept: last                  # or kept-at: a column with a time" : "kept-at: " + keptAt)}}

        """;
}
