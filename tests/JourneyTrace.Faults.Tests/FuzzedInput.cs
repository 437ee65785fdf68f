using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace JourneyTrace.Faults.Tests;

/// <summary>Bodies and queries from a seed: right ones that were changed in one or several places, and nonsense. The same seed gives the same.</summary>
sealed partial class FuzzedInput(int seed, IReadOnlyList<string> events, IReadOnlyList<string> paths)
{
    static readonly string[] Names =
    [
        "asOf", "asKnownAt", "from", "to", "link", "kind", "segment", "promise", "cause", "decision", "handoff", "element", "by", "limit", "cursor", "status", "resolved", "format", "a", "b", "drop", "exact", "level",
        "after", "atRisk", "benchmark", "deviations", "dryRun", "flag", "head", "hourCost", "open", "q", "type", "verbose", "version",
        // Jaeger's.
        "service", "operation", "tags", "lookback", "start", "end", "minDuration", "maxDuration", "endTs", "traceID", "spanKind", "query.service_name", "query.operation_name", "query.attributes", "query.num_traces", "query.start_time_min", "query.start_time_max",
    ];

    static readonly string[] Words =
        ["", "0", "-1", "1e999", "99999999999999999999", "NaN", "null", "true", "2026-03-02T09:00:00Z", "2026-02-30T25:61:61Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "PT4H", "P1Y", "PT99999999999H",
        "store", "customer", "organisation", "../../etc/passwd", "'; drop table events; --", "%00", "\u0000", "\u2028\u202e", "\ud83d\ude00", "e\u0301", "=1+1", "${jndi:x}", "<script>", "link", "cause", "json", "gold", "*", "\r\nX: y", "NULL", "{}", "[]", "\\"];

    readonly Random _random = new(seed);
    int _number;

    /// <summary>A body for posting events, and of what type it is said to be.</summary>
    public (byte[] Body, string Type) Body()
    {
        var type = _random.Next(10) switch { 0 => "application/x-ndjson", 1 => "application/cloudevents-batch+json", 2 => "application/cloudevents+json", _ => "application/json" };
        var text = _random.Next(20) switch
        {
            0 => Nonsense(),
            1 => $"[{Event()},{Event()}]",
            2 => Event() + "\n" + Event() + (_random.Next(2) == 0 ? "\n" : ""),
            3 => Nested(_random.Next(1, 20_000)),
            _ => Event(),
        };
        var body = Encoding.UTF8.GetBytes(text);
        return (_random.Next(4) == 0 ? Damaged(body) : body, type);
    }

    /// <summary>The path of a question, with parameters.</summary>
    public string Question()
    {
        var path = paths[_random.Next(paths.Count)];
        while (path.IndexOf('{', StringComparison.Ordinal) is >= 0 and var from)
            path = path[..from] + Uri.EscapeDataString(Word()) + path[(path.IndexOf('}', from) + 1)..];
        var query = string.Join('&', Enumerable.Range(0, _random.Next(4)).Select(_ => Names[_random.Next(Names.Length)] + "=" + (_random.Next(10) == 0 ? Raw() : Uri.EscapeDataString(Word()))));
        return path.TrimStart('/') + (query.Length > 0 ? "?" + query : "");
    }

    /// <summary>The same, compressed; now and then cut off.</summary>
    public byte[] Packed(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(body);
        return _random.Next(8) == 0 ? Damaged(packed.ToArray()) : packed.ToArray();
    }

    /// <summary>The same in a zip, at times damaged.</summary>
    public byte[] Zipped(byte[] body, string name)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
            entry.Write(body);
        }
        return _random.Next(3) == 0 ? Damaged(packed.ToArray()) : packed.ToArray();
    }

    /// <summary>JSON as it is, changed in some places, or damaged; now and then nonsense.</summary>
    public byte[] Like(string json)
    {
        if (_random.Next(8) == 0)
            return Encoding.UTF8.GetBytes(Nonsense());
        var node = JsonNode.Parse(json)!;
        for (var i = _random.Next(4); i > 0; i--)
            node = Changed(node);
        var body = Encoding.UTF8.GetBytes(node.ToJsonString());
        return _random.Next(4) == 0 ? Damaged(body) : body;
    }

    /// <summary>Text as it is, with some of its words or lines gone, doubled or others, or damaged.</summary>
    public byte[] Spoilt(string text)
    {
        var pieces = Pieces().Matches(text).Select(match => match.Value).ToList();
        for (var i = _random.Next(4); i > 0 && pieces.Count > 1; i--)
        {
            var at = _random.Next(pieces.Count);
            switch (_random.Next(4))
            {
                case 0: pieces.RemoveAt(at); break;
                case 1: pieces.Insert(at, pieces[_random.Next(pieces.Count)]); break;
                default: pieces[at] = Word(); break;
            }
        }
        var body = Encoding.UTF8.GetBytes(string.Concat(pieces));
        return _random.Next(5) == 0 ? Damaged(body) : body;
    }

    // Words, and what stands between them.
    [GeneratedRegex("\\w+|\\W+", RegexOptions.None, 1000)]
    private static partial Regex Pieces();

    /// <summary>An event that was changed in some places, or not.</summary>
    public string Event()
    {
        var node = JsonNode.Parse(events[_random.Next(events.Count)])!.AsObject();
        if (_random.Next(5) > 0)
            node["id"] = string.Create(CultureInfo.InvariantCulture, $"fuzz-{seed}-{_number++}");
        if (node["subject"]?.GetValue<string>() != "organisation")
            node["subject"] = string.Create(CultureInfo.InvariantCulture, $"fuzz-{seed}-{_number / 10}");
        JsonNode changed = node;
        for (var i = _random.Next(4); i > 0; i--)
            changed = Changed(changed);
        return changed.ToJsonString();
    }

    /// <summary>One value somewhere in it is another, or gone, or there is one more.</summary>
    JsonNode Changed(JsonNode root)
    {
        var objects = new List<JsonObject>();
        Find(root, objects);
        if (objects.Count == 0)
            return root;
        var one = objects[_random.Next(objects.Count)];
        var names = one.Select(member => member.Key).ToList();
        var name = names.Count == 0 || _random.Next(8) == 0 ? Word() : names[_random.Next(names.Count)];
        if (_random.Next(4) == 0)
            one.Remove(name);
        else
            one[name] = Value(0);
        return root;
    }

    static void Find(JsonNode? node, List<JsonObject> found)
    {
        if (node is JsonObject one)
        {
            found.Add(one);
            foreach (var (_, value) in one)
                Find(value, found);
        }
        else if (node is JsonArray list)
        {
            foreach (var value in list)
                Find(value, found);
        }
    }

    JsonNode? Value(int depth) => _random.Next(depth > 4 ? 7 : 10) switch
    {
        0 => null,
        1 => JsonValue.Create(_random.Next(2) == 0),
        2 => JsonValue.Create(_random.NextInt64()),
        3 => JsonNode.Parse((string[])["1e308", "-0", "0.1", "1E+2", "123456789012345678901234567890", "-1e-400"] is var numbers ? numbers[_random.Next(numbers.Length)] : "0"),
        4 => JsonValue.Create(new string((char)_random.Next(32, 0xD7FF), _random.Next(1, 3000))),
        5 or 6 => JsonValue.Create(Word()),
        7 => new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth + 1))]),
        _ => Object(depth),
    };

    JsonObject Object(int depth)
    {
        var one = new JsonObject();
        for (var i = _random.Next(4); i > 0; i--)
            one[Word()] = Value(depth + 1);
        return one;
    }

    /// <summary>A word that may be a value, or that somebody may have trouble with.</summary>
    public string Word() => Words[_random.Next(Words.Length)];

    string Raw() => new([.. Enumerable.Range(0, _random.Next(12)).Select(_ => "%&=+#;/?\\\"'<>0aZ~"[_random.Next(17)])]);

    string Nonsense() => new([.. Enumerable.Range(0, _random.Next(200)).Select(_ => "{}[]\":,\\ntrue0123eE+-. \n"[_random.Next(24)])]);

    static string Nested(int depth) => string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth));

    /// <summary>Some bytes are others, or it ends early.</summary>
    byte[] Damaged(byte[] body)
    {
        var damaged = body.ToArray();
        for (var i = _random.Next(3); i > 0 && damaged.Length > 0; i--)
            damaged[_random.Next(damaged.Length)] = (byte)_random.Next(256);
        return _random.Next(4) == 0 ? damaged[.._random.Next(damaged.Length + 1)] : damaged;
    }
}
