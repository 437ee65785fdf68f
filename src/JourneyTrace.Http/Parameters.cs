using System.Globalization;
using System.Text;
using System.Text.Json;
using JourneyTrace.Events;
using JourneyTrace.Storage;
using Microsoft.AspNetCore.Http;

namespace JourneyTrace.Http;

/// <summary>Reads a request's parameters; what is not understood ends the request with a problem that names it.</summary>
public sealed class Parameters
{
    const int MostRows = 1000;

    readonly IQueryCollection _query;
    readonly string _path = "";

    /// <param name="http">The request: its endpoint says what it <see cref="TakenParameters">takes</see>.</param>
    /// <exception cref="ProblemException">There is a parameter that it does not take.</exception>
    public Parameters(HttpContext http)
    {
        _query = http.Request.Query;
        _path = http.Request.Path;
        var taken = http.GetEndpoint()?.Metadata.GetMetadata<TakenParameters>() ?? TakenParameters.None;
        foreach (var name in _query.Keys)
        {
            if (!taken.Names.Contains(name, StringComparer.Ordinal))
                throw new ProblemException(Problem.UnknownParameter, $"There is no parameter '{name}' here; {taken.InWords}", "?" + name);
        }
        if (From >= To)
            throw Invalid("to", "needs to lie after 'from'");
    }

    /// <summary>How many rows, 1 to 1000; 100 where nothing is said.</summary>
    public int Limit => Text("limit") is not { } text
        ? 100
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MostRows
            ? limit
            : throw Invalid("limit", $"needs a whole number from 1 to {MostRows}");

    /// <summary>What is asked, whatever part of it: the same for every part of one list, and another for any other.</summary>
    public string Asked
    {
        get
        {
            var names = _query.Keys.Where(name => name is not ("cursor" or "limit")).Order(StringComparer.Ordinal);
            var asked = _path + "?" + string.Join('&', names.Select(name => $"{name}={_query[name]}"));
            return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(asked)).AsSpan(0, 6));
        }
    }

    /// <summary>The moment that is asked about, UTC; null for now.</summary>
    public DateTime? AsOf => Instant("asOf");

    /// <summary>The moment whose knowledge is used, UTC; null for all that is known.</summary>
    public DateTime? AsKnownAt => Instant("asKnownAt");

    public Filter Filter => new(From, To, Text("link"), Text("kind"), Text("segment"), Text("promise"), Text("cause"), Text("decision"), Text("handoff"), Word("element", ElementNames));

    /// <summary>A filter that stands as a whole query in one parameter.</summary>
    /// <exception cref="ProblemException">It names what is no filter, or what is not understood.</exception>
    public static Filter FilterOf(string parameter, Dictionary<string, Microsoft.Extensions.Primitives.StringValues> query)
    {
        ArgumentNullException.ThrowIfNull(query);
        foreach (var name in query.Keys)
        {
            if (!TakenParameters.OfFilter.Contains(name, StringComparer.Ordinal))
                throw Invalid(parameter, $"has '{name}', which is no filter; there are: {string.Join(", ", TakenParameters.OfFilter)}");
        }
        return new Parameters(new QueryCollection(query)).Filter;
    }

    static readonly string[] ElementNames = [.. Elements.All.Select(e => e.Name), "other"];

    Parameters(QueryCollection query) => _query = query;

    DateTime? From => Instant("from");

    DateTime? To => Instant("to");

    public string? Text(string name)
    {
        var values = _query[name];
        if (values.Count > 1)
            throw Invalid(name, "stands twice; send it once");
        if (values.Count == 0)
            return null;
        if (string.IsNullOrEmpty(values[0]))
            throw Invalid(name, "is empty; leave it out, or give it a value");
        return values[0]!.Contains('\0', StringComparison.Ordinal) ? throw Invalid(name, "holds a null character") : values[0];
    }

    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw Invalid(name, "needs true or false"),
    };

    public double? Fraction(string name) => Number(name, 0, 1);

    public double? Number(string name, double least, double most) => Text(name) is not { } text
        ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Invalid(name, $"needs a number from {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}");

    public T? Word<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (Text(name) is not { } text)
            return null;
        return words.TryGetValue(text, out var value) ? value : throw Invalid(name, $"is '{text}'; use one of: {string.Join(", ", words.Keys)}");
    }

    public string? Word(string name, params string[] words) => Text(name) is not { } text || words.Contains(text, StringComparer.Ordinal)
        ? Text(name)
        : throw Invalid(name, $"is '{text}'; use one of: {string.Join(", ", words)}");

    public DateTime? Instant(string name) => Text(name) is not { } text
        ? null
        : Rfc3339.TryParse(text.Replace(' ', '+'), out var instant)
            ? instant
            : throw Invalid(name, "needs an RFC 3339 instant with an offset, such as 2026-03-02T09:10:00Z, from 1900 to 2199");

    /// <summary>What a former answer gave as <c>next</c>.</summary>
    public T? Cursor<T>()
        where T : class
    {
        if (Text("cursor") is not { } text)
            return null;
        try
        {
            var place = JsonSerializer.Deserialize<T>(Encoding.UTF8.GetString(Convert.FromBase64String(text.Replace(' ', '+'))), Client.Wire.Options);
            // What was given here is given back letter by letter.
            return place is not null && Next(place) == text.Replace(' ', '+') && !Holds(text, '\0')
                ? place
                : throw Invalid("cursor", "is not one that was given here; begin without it");
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw Invalid("cursor", "is not one that was given here; begin without it");
        }
    }

    static bool Holds(string cursor, char character) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(cursor.Replace(' ', '+'))).Contains($"\\u{(int)character:x4}", StringComparison.OrdinalIgnoreCase);

    /// <summary>An opaque place to go on from.</summary>
    public static string? Next<T>(T? place) =>
        place is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(place, Client.Wire.Options)));

    public static ProblemException Invalid(string name, string why) =>
        new(Problem.InvalidParameter, $"The parameter '{name}' {why}", "?" + name);
}
