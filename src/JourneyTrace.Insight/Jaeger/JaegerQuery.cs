using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyTrace.Events;
using JourneyTrace.Telemetry.Journeys;

namespace JourneyTrace.Insight.Jaeger;

/// <summary>What a trace viewer looks for. Source: Jaeger's documentation of its query API, both of its forms.</summary>
sealed partial class JaegerQuery
{
    const int MostTraces = 1500;
    const int UsualTraces = 20;
    const int MostByName = 100;

    public string? Service { get; private init; }

    public string? Operation { get; private init; }

    public DateTime From { get; private init; }

    public DateTime To { get; private init; }

    public TimeSpan? Shortest { get; private init; }

    public TimeSpan? Longest { get; private init; }

    public IReadOnlyDictionary<string, string> Tags { get; private init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public int Limit { get; private init; }

    /// <summary>Traces asked for by name.</summary>
    public IReadOnlyList<string> Traces { get; private init; } = [];

    /// <summary>The legacy form: microseconds, Go's durations, tags as JSON or as key:value.</summary>
    public static JaegerQuery OfLegacy(IQueryCollection query, DateTime now) => new()
    {
        Service = Text(query, "service"),
        Operation = Text(query, "operation") is { } operation && operation != "all" ? operation : null,
        From = Microseconds(query, "start") ?? DateTime.MinValue,
        To = Microseconds(query, "end") ?? now,
        Shortest = Duration(query, "minDuration"),
        Longest = Duration(query, "maxDuration"),
        Tags = TagsOf(query),
        Limit = Whole(query, "limit") ?? UsualTraces,
        Traces = [.. query["traceID"].OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Take(MostByName)],
    };

    /// <summary>The form of version 3: instants of RFC 3339, names with or without capitals.</summary>
    public static JaegerQuery OfV3(IQueryCollection query, DateTime now)
    {
        string? Of(string name) => Text(query, "query." + name) ?? Text(query, "query." + Snake().Replace(name, m => "_" + m.Value.ToLowerInvariant()));
        return new JaegerQuery
        {
            Service = Of("serviceName"),
            Operation = Of("operationName"),
            From = Instant("query.startTimeMin", Of("startTimeMin")) ?? DateTime.MinValue,
            To = Instant("query.startTimeMax", Of("startTimeMax")) ?? now,
            Shortest = Duration("query.durationMin", Of("durationMin")),
            Longest = Duration("query.durationMax", Of("durationMax")),
            Tags = Of("attributes") is { } json ? Json("query.attributes", json) : new Dictionary<string, string>(StringComparer.Ordinal),
            Limit = Number("query.searchDepth", Of("searchDepth")) ?? Number("query.numTraces", Of("numTraces")) ?? UsualTraces,
        };
    }

    /// <summary>Whether a journey is one that is looked for: one of its spans fits all that is said.</summary>
    public bool Fits(JourneyAsTrace journey) => journey.Spans.Any(Fits);

    bool Fits(JourneySpan span)
    {
        var duration = span.End - span.Start;
        return span.Service == Service && (Operation is null || span.Name == Operation) && span.Start >= From && span.Start <= To
            && (Shortest is null || duration >= Shortest) && (Longest is null || duration <= Longest) && Tags.All(tag => HasTag(span, tag.Key, tag.Value));
    }

    static bool HasTag(JourneySpan span, string key, string value) =>
        key == "error" ? bool.TryParse(value, out var failed) && failed == (span.Error is not null)
        : key == "span.kind" ? string.Equals(span.Kind.ToString(), value, StringComparison.OrdinalIgnoreCase)
        : span.Attributes.Any(a => a.Key == key && string.Equals(Convert.ToString(a.Value, CultureInfo.InvariantCulture), value, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="JaegerException">It is not understood.</exception>
    public static DateTime? Microseconds(IQueryCollection query, string name) => Text(query, name) is not { } text
        ? null
        : long.TryParse(text, CultureInfo.InvariantCulture, out var at) && at is >= 0 and < 253_402_300_799_000_000
            ? DateTime.UnixEpoch.AddMicroseconds(at)
            : throw new JaegerException(400, $"'{name}' needs microseconds since 1970");

    /// <exception cref="JaegerException">It is not understood.</exception>
    public static long? Milliseconds(IQueryCollection query, string name) => Text(query, name) is not { } text
        ? null
        : long.TryParse(text, CultureInfo.InvariantCulture, out var length) && length is >= 0 and < 253_402_300_799_000
            ? length
            : throw new JaegerException(400, $"'{name}' needs milliseconds");

    public static string? Text(IQueryCollection query, string name) => query[name].FirstOrDefault() is { Length: > 0 } text ? text : null;

    static int? Whole(IQueryCollection query, string name) => Number(name, Text(query, name));

    static int? Number(string name, string? text) => text is null
        ? null
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0
            ? Math.Min(number, MostTraces)
            : throw new JaegerException(400, $"'{name}' needs a whole number above 0");

    static DateTime? Instant(string name, string? text) => text is null
        ? null
        : Rfc3339.TryParse(text, out var instant) ? instant : throw new JaegerException(400, $"'{name}' needs an instant such as 2026-03-02T00:00:00Z");

    static TimeSpan? Duration(IQueryCollection query, string name) => Duration(name, Text(query, name));

    /// <summary>As Go writes them: 1.5s, 200ms, 2h30m.</summary>
    static TimeSpan? Duration(string name, string? text)
    {
        if (text is null)
            return null;
        if (!GoDuration().IsMatch(text))
            throw new JaegerException(400, $"'{name}' needs a length of time such as 1.2s, 100ms or 2h30m");
        var sum = GoPart().Matches(text).Sum(part => double.Parse(part.Groups["n"].Value, CultureInfo.InvariantCulture) * part.Groups["unit"].Value switch
        {
            "h" => 3600,
            "m" => 60,
            "s" => 1,
            "ms" => 1e-3,
            "ns" => 1e-9,
            _ => 1e-6,
        });
        return sum < 1e9 ? TimeSpan.FromSeconds(sum) : throw new JaegerException(400, $"'{name}' is too long");
    }

    static Dictionary<string, string> TagsOf(IQueryCollection query)
    {
        var tags = Text(query, "tags") is { } json ? Json("tags", json) : new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in query["tag"].OfType<string>())
        {
            var colon = tag.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                throw new JaegerException(400, "'tag' needs key:value");
            tags[tag[..colon]] = tag[(colon + 1)..];
        }
        return tags;
    }

    static Dictionary<string, string> Json(string name, string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)?.ToDictionary(t => t.Key, t => t.Value.ToString(), StringComparer.Ordinal) ?? [];
        }
        catch (JsonException)
        {
            throw new JaegerException(400, $$"""'{{name}}' needs an object of texts, such as {"error":"true"}""");
        }
    }

    [GeneratedRegex("[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex Snake();

    [GeneratedRegex("^(0|([0-9]{1,12}(\\.[0-9]{1,9})?(ns|us|µs|μs|ms|s|m|h))+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GoDuration();

    [GeneratedRegex("(?<n>[0-9]+(\\.[0-9]+)?)(?<unit>ns|us|µs|μs|ms|s|m|h)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GoPart();
}
