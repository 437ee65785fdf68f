namespace JourneyTrace.Logs.Reading;

/// <summary>An OCEL 2.0 log as cases: one for each object of the type that tells cases apart, with the events that name it.</summary>
sealed class OcelLog(string caseType)
{
    readonly Dictionary<string, Dictionary<string, string>> _objects = new(StringComparer.Ordinal);
    readonly List<(LogRow Row, List<string> Objects)> _events = [];

    public void AddObject(string id, string type, Dictionary<string, string> attributes)
    {
        if (type == caseType)
            _objects[id] = attributes;
    }

    /// <param name="related">The objects that the event names, by id, with their qualifiers.</param>
    public void AddEvent(long line, string id, string type, string time, Dictionary<string, string> attributes, IEnumerable<(string Object, string Qualifier)> related)
    {
        attributes["ocel:id"] = id;
        attributes["ocel:activity"] = type;
        attributes["ocel:timestamp"] = time;
        var objects = new List<string>();
        foreach (var (name, qualifier) in related)
        {
            objects.Add(name);
            if (qualifier.Length > 0)
                attributes.TryAdd("ocel:" + qualifier, name);
        }
        _events.Add((new LogRow(line, attributes), objects));
    }

    /// <exception cref="LogFormatException">No object is of the type that tells cases apart.</exception>
    public IEnumerable<LogCase> Cases()
    {
        if (_objects.Count == 0)
            throw new LogFormatException($"The log has no object of type '{caseType}'; 'case' in the mapping needs to name a type of object");
        var cases = new CaseGathering();
        foreach (var (row, objects) in _events)
        {
            foreach (var name in objects.Where(_objects.ContainsKey))
                cases.Add(name, row);
        }
        return cases.Cases(name => _objects[name]);
    }
}
