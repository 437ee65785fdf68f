using System.Globalization;
using System.Text.Json;
using JourneyTrace.Events;
using JourneyTrace.Logs.Mappings;

namespace JourneyTrace.Logs.Conversion;

/// <summary>One case of somebody else's log as events: its opening, each row, its promises, and its hand-offs.</summary>
public sealed class CaseConversion
{
    readonly LogCase _case;
    readonly Mapping _mapping;
    readonly EventWriter _writer;
    readonly List<RowProblem> _problems = [];
    readonly List<TimedRow> _rows = [];

    CaseConversion(LogCase @case, Mapping mapping, string source)
    {
        _case = @case;
        _mapping = mapping;
        _writer = new EventWriter(source, @case.Name ?? "");
    }

    /// <summary>The events of a case, and the rows that could not be understood.</summary>
    /// <param name="source">The events' source.</param>
    public static Converted Of(LogCase @case, Mapping mapping, string source)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(mapping);
        var conversion = new CaseConversion(@case, mapping, source);
        conversion.Convert();
        return new Converted(conversion._writer.Events, conversion._problems);
    }

    void Convert()
    {
        if (_mapping.Event is { } whole)
        {
            foreach (var row in _case.Rows)
                Take(row, whole);
            return;
        }
        if (!HasName())
            return;
        for (var i = 0; i < _case.Rows.Count; i++)
            Read(i, _case.Rows[i]);
        if (_rows.Count == 0)
            return;
        _rows.Sort(static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Index.CompareTo(b.Index));
        Open();
        foreach (var row in _rows)
            Record(row);
        var promises = _mapping.Promises.Select(Promise).OfType<PromiseSpan>().ToList();
        foreach (var promise in promises)
            Write(promise);
        new HandoffConversion(_case, _mapping, _writer, _rows, promises).Convert();
    }

    void Take(LogRow row, string column)
    {
        if (_case.Value(row, column) is { } json)
            _writer.Add(json);
        else
            Refuse(row, column, null, "missing_field", "holds no event");
    }

    bool HasName()
    {
        if (!string.IsNullOrWhiteSpace(_case.Name) && _case.Name.Length <= 200 && _case.Name != Vocabulary.Organisation)
            return true;
        foreach (var row in _case.Rows)
            Refuse(row, _mapping.Case, _case.Name, "missing_field", "names no case (1 to 200 characters)");
        return false;
    }

    void Read(int index, LogRow row)
    {
        var text = _case.Value(row, _mapping.Time);
        if (Instants.Read(text, _mapping.WallClock) is not { } time)
            Refuse(row, _mapping.Time, text, text is null ? "missing_field" : "invalid_value", "is no time; use one such as 2026-03-02T09:10:00+01:00");
        else if (_mapping.Start is { } start && Instants.Read(_case.Value(row, start), _mapping.WallClock) is null)
            Refuse(row, start, _case.Value(row, start), "invalid_value", "is no time; use one such as 2026-03-02T09:10:00+01:00");
        else if (_case.Value(row, _mapping.Activity) is not { } activity)
            Refuse(row, _mapping.Activity, null, "missing_field", "names no activity");
        else if (TooLong(activity))
            Refuse(row, _mapping.Activity, activity, "invalid_value", "is too long for an activity (1 to 200 characters)");
        else if (_mapping.Link?.Of(_case, row) is { } link && TooLong(link))
            Refuse(row, _mapping.Link.Column ?? "link", link, "invalid_value", "is no link's name (1 to 200 characters without control characters)");
        else
            _rows.Add(new TimedRow(index, row, time, activity, _mapping.Link?.Of(_case, row)));
    }

    static bool TooLong(string name) => name.Length > 200 || name.Any(char.IsControl);

    void Refuse(LogRow row, string column, string? value, string code, string why) => _problems.Add(new RowProblem(
        row.Line, column, value, code, $"line {row.Line}, column {column}: {(value is null ? "nothing" : $"'{value}'")} {why}",
        JsonSerializer.SerializeToUtf8Bytes(row.Attributes)));

    void Open() => _writer.Add(_rows[0].Index, "opened", "case.opened", _rows[0].Time, data =>
    {
        data.WriteString("kind", _mapping.Kind?.Of(_case, _rows[0].Row) ?? "case");
        var (customer, segment) = (_mapping.Customer?.Of(_case, _rows[0].Row), _mapping.Segment?.Of(_case, _rows[0].Row));
        var worth = _mapping.Worth?.Of(_case, _rows[0].Row);
        if (customer is null && segment is null && worth is null)
            return;
        data.WriteStartObject("customer");
        if (customer is not null)
            data.WriteString("id", customer);
        if (segment is not null)
            data.WriteString("segment", segment);
        if (decimal.TryParse(worth, NumberStyles.Number, CultureInfo.InvariantCulture, out var value))
            data.WriteNumber("value", value);
        data.WriteEndObject();
    });

    void Record(TimedRow row) => _writer.Add(row.Index, "row", "activity.recorded", row.Time, data =>
    {
        data.WriteString("activity", row.Activity);
        if (row.Link is not null)
            data.WriteString("link", row.Link);
        if (_mapping.Person?.Of(_case, row.Row) is { } person)
            data.WriteString("person", person);
        if (row.Row.Attributes.TryGetValue("lifecycle:transition", out var lifecycle))
            data.WriteString("lifecycle", lifecycle);
        if (_mapping.Start is { } start)
            data.WriteString("started", Rfc3339.Format(Instants.Read(_case.Value(row.Row, start), _mapping.WallClock)!.Value));
        data.WriteStartObject("attributes");
        foreach (var (name, value) in row.Row.Attributes)
        {
            if (!IsPersonal(name))
                data.WriteString(name, value);
        }
        data.WriteEndObject();
    });

    /// <summary>Who did it and whose it is stand in fields of their own, where they are kept apart, and nowhere else.</summary>
    bool IsPersonal(string column) => new[] { _mapping.Person?.Column, _mapping.Customer?.Column }.Any(personal => personal == column || personal == "case:" + column);

    PromiseSpan? Promise(PromiseMapping promise)
    {
        var making = promise.Made is null ? _rows[0] : _rows.Find(row => promise.Made.Fits(_case, row.Row));
        if (making is null)
            return null;
        var made = making.Time;
        if (promise.MadeAt is not null && !TryInstant(making.Row, promise.MadeAt, ref made))
            return null;
        var kept = Kept(promise, making, out var known);
        // What was kept before it was said to be made was made by then at the latest.
        if (kept < made)
            made = kept.Value;
        return known && Due(promise, making, made) is { } due
            ? new PromiseSpan(promise, promise.By?.Of(_case, making.Row) ?? making.Link ?? "unknown", making.Index, made, due, kept)
            : null;
    }

    DateTime? Kept(PromiseMapping promise, TimedRow making, out bool known)
    {
        known = true;
        if (promise.KeptLast)
            return _rows[^1].Time;
        if (promise.Kept is not null)
            return _rows.Find(row => row.Time >= making.Time && promise.Kept.Fits(_case, row.Row))?.Time;
        if (promise.KeptAt is null || _case.Value(making.Row, promise.KeptAt) is not { } text)
            return null;
        var kept = Instants.Read(text, _mapping.WallClock);
        known = kept is not null;
        if (!known)
            Refuse(making.Row, promise.KeptAt, text, "invalid_value", "is no time");
        return kept;
    }

    DateTime? Due(PromiseMapping promise, TimedRow making, DateTime made)
    {
        if (promise.Within is { } within)
            return made + within;
        if (promise.WithinBy is { } by)
        {
            var word = _case.Value(making.Row, by.Column);
            if (word is not null && by.Lengths.TryGetValue(word, out var length))
                return made + length;
            Refuse(making.Row, by.Column, word, "invalid_value", $"says no length for the promise '{promise.Name}'; known are: {string.Join(", ", by.Lengths.Keys)}");
            return null;
        }
        var due = made;
        return TryInstant(making.Row, promise.Due!, ref due) ? due : null;
    }

    bool TryInstant(LogRow row, string column, ref DateTime instant)
    {
        var text = _case.Value(row, column);
        if (Instants.Read(text, _mapping.WallClock) is not { } found)
        {
            Refuse(row, column, text, text is null ? "missing_field" : "invalid_value", "is no time");
            return false;
        }
        instant = found;
        return true;
    }

    void Write(PromiseSpan promise)
    {
        var name = promise.Mapping.Name;
        _writer.Add(promise.Row, "made:" + name, "promise.made", promise.Made, data =>
        {
            data.WriteString("promise", name);
            data.WriteString("by", promise.By);
            data.WriteString("due", Rfc3339.Format(promise.Due));
            if (promise.Mapping.What is not null)
                data.WriteString("what", promise.Mapping.What);
        });
        if (promise.Kept is { } kept)
            _writer.Add(promise.Row, "kept:" + name, "promise.kept", kept, data => data.WriteString("promise", name));
    }
}

/// <summary>A row whose time is known.</summary>
sealed record TimedRow(int Index, LogRow Row, DateTime Time, string Activity, string? Link);

/// <summary>A promise as it is read from a case.</summary>
sealed record PromiseSpan(PromiseMapping Mapping, string By, int Row, DateTime Made, DateTime Due, DateTime? Kept);
